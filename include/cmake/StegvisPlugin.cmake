# SPDX-License-Identifier: GPL-3.0-or-later
# stegvis_add_plugin(<id> [SOURCES <file>...])
#
# Makes the target plugin_<id>, which builds <id>.so from <id>.c or <id>.cc in the current folder (or from SOURCES). The
# plugin gets nothing from the program that loads it, so a symbol that no library has is an error here and not at load.
function(stegvis_add_plugin id)
  cmake_parse_arguments(PARSE_ARGV 1 plugin "" "" "SOURCES")
  if(NOT id MATCHES "^[a-z][a-z0-9_]*$")
    message(FATAL_ERROR "stegvis_add_plugin: \"${id}\" is no id: a letter a-z, then a-z, 0-9 and '_'.")
  endif()
  if(NOT plugin_SOURCES)
    foreach(ending IN ITEMS c cc cpp)
      if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${id}.${ending}")
        list(APPEND plugin_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/${id}.${ending}")
      endif()
    endforeach()
  endif()
  if(NOT plugin_SOURCES)
    message(FATAL_ERROR "stegvis_add_plugin: there is no ${id}.c in ${CMAKE_CURRENT_SOURCE_DIR}; write it, or name SOURCES.")
  endif()
  add_library(plugin_${id} MODULE ${plugin_SOURCES})
  target_link_libraries(plugin_${id} PRIVATE Stegvis::Plugin)
  if(NOT STEGVIS_SANITIZE) # the sanitizers' runtime is a symbol of the program
    target_link_options(plugin_${id} PRIVATE -Wl,-z,defs)
  endif()
  set_target_properties(plugin_${id} PROPERTIES PREFIX "" OUTPUT_NAME "${id}" SUFFIX ".so"
    C_STANDARD 11 C_EXTENSIONS OFF CXX_STANDARD 17 C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden)
endfunction()
