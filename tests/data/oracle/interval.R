# SPDX-License-Identifier: GPL-3.0-or-later
# Oracle of core/evaluate/interval.c: shares, means, and differences of shares.
# Run in this folder: Rscript interval.R   (writes share.tsv, mean.tsv, difference.tsv)
exact <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
write <- function(frame, file) {
  for (column in names(frame)) if (is.double(frame[[column]])) frame[[column]] <- exact(frame[[column]])
  write.table(frame, file, sep = "\t", quote = FALSE, row.names = FALSE)
}
set.seed(20240501)

# Wilson: prop.test without continuity correction.
bases <- c(1, 2, 3, 4, 5, 7, 10, 12, 23, 50, 133, 200, 1000, 17454)
share <- do.call(rbind, lapply(bases, function(n) {
  counts <- unique(c(0, 1, floor(n / 3), floor(n / 2), n - 1, n))
  do.call(rbind, lapply(counts, function(k) {
    ci <- suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
    data.frame(count = as.integer(k), base = as.integer(n), low = ci[1], high = ci[2])
  }))
}))
write(share, "share.tsv")

# Mean with t interval, from raw values.
mean_row <- function(x) {
  ci <- if (length(x) < 2 || var(x) == 0) c(NA_real_, NA_real_) else t.test(x)$conf.int
  data.frame(sum = as.integer(sum(x)), squares = as.integer(sum(x^2)), n = length(x), mean = mean(x), low = ci[1],
             high = ci[2])
}
samples <- c(list(3, c(2, 2, 2), c(-1, 1), c(0, 0, 0, 1)),
             lapply(c(2, 3, 5, 9, 20, 45, 160, 1000), function(n) sample(-4:4, n, replace = TRUE)))
write(do.call(rbind, lapply(samples, mean_row)), "mean.tsv")

# Newcombe 1998, paired (method 10) and independent (method 10), written from the two papers.
wilson <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
paired <- function(e, f, g, h) {
  n <- e + f + g + h
  p1 <- (e + f) / n; p2 <- (e + g) / n
  w1 <- wilson(e + f, n); w2 <- wilson(e + g, n)
  product <- (e + f) * (g + h) * (e + g) * (f + h)
  phi <- 0
  if (product > 0) {
    top <- e * h - f * g
    if (top > n / 2) top <- top - n / 2 else if (top >= 0) top <- 0
    phi <- top / sqrt(product)
  }
  d <- p1 - p2
  c(d, d - sqrt((p1 - w1[1])^2 - 2 * phi * (p1 - w1[1]) * (w2[2] - p2) + (w2[2] - p2)^2),
    d + sqrt((p2 - w2[1])^2 - 2 * phi * (p2 - w2[1]) * (w1[2] - p1) + (w1[2] - p1)^2))
}
independent <- function(a, m, b, n) {
  p1 <- a / m; p2 <- b / n
  w1 <- wilson(a, m); w2 <- wilson(b, n)
  c(p1 - p2, p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2))
}
tables <- rbind(c(36, 12, 2, 0), c(1, 1, 7, 12), c(20, 0, 0, 5), c(0, 0, 0, 9), c(9, 0, 0, 0), c(0, 6, 3, 0),
                c(1, 0, 0, 0), c(5, 5, 5, 5), c(14, 5, 0, 22), matrix(sample(0:40, 80, replace = TRUE), ncol = 4))
difference <- rbind(
  do.call(rbind, apply(tables, 1, function(t) {
    r <- paired(t[1], t[2], t[3], t[4])
    data.frame(kind = "paired", a = t[1], b = t[2], c = t[3], d = sum(t), value = r[1], low = r[2], high = r[3])
  })),
  do.call(rbind, lapply(list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(0, 10, 0, 20), c(10, 10, 0, 20), c(5, 56, 0, 29)),
                        function(t) {
    r <- independent(t[1], t[2], t[3], t[4])
    data.frame(kind = "independent", a = t[1], b = t[2], c = t[3], d = t[4], value = r[1], low = r[2], high = r[3])
  })))
for (column in c("a", "b", "c", "d")) difference[[column]] <- as.integer(difference[[column]])
write(difference, "difference.tsv")
