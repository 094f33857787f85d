-- Exempelprojektet: två förbunds insatser i ett lager, med påhittade deltagare.
return {
  api = 1,
  federation = nil, -- varje insats bär sitt eget förbunds namn
  lang = "sv",
  k = 5,
  age_bands = { { 16, 29 }, { 30, 44 }, { 45, 64 } },
}
