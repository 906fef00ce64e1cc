# What is installed, by components:
#
#   tool         warraq             the command line tool, its man pages and completions
#   libraries    libwarraq0         libwarraq, libwarraq_c, libwarraq_tesseract
#   development  libwarraq-dev      their headers, CMake's and pkg-config's files, examples
#   ocrmypdf     warraq-ocrmypdf    the plugin for OCRmyPDF

# --- man pages and completions, written from the options that the tool really has
set(manual ${PROJECT_BINARY_DIR}/manual)
set(changelog ${CMAKE_CURRENT_LIST_DIR}/changelog)
add_executable(make_manual
  plugin/host/completions.cc plugin/host/make_manual.cc plugin/host/man_page.cc)
target_link_libraries(make_manual PRIVATE warraq_commands warraq_objects)
add_custom_command(OUTPUT ${manual}/made
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}
  COMMAND make_manual ${manual} 2026-11-22  # the day in the changelog
  COMMAND ${CMAKE_COMMAND} -E copy ${changelog} ${manual}
  COMMAND gzip -9nkr ${manual}/man1 ${manual}/changelog
  COMMAND ${CMAKE_COMMAND} -E touch ${manual}/made
  DEPENDS make_manual ${changelog} ${CMAKE_CURRENT_LIST_FILE} VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/made)

# --- what goes where
set(share ${CMAKE_INSTALL_DATADIR})
set(cmake_files ${CMAKE_INSTALL_LIBDIR}/cmake/Warraq)

install(TARGETS warraq RUNTIME COMPONENT tool)
install(FILES models/article.schema.json DESTINATION ${share}/warraq COMPONENT tool)
install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT tool
  FILES_MATCHING PATTERN *.gz)
install(FILES ${manual}/warraq DESTINATION ${share}/bash-completion/completions COMPONENT tool)
install(FILES ${manual}/_warraq DESTINATION ${share}/zsh/vendor-completions COMPONENT tool)
install(FILES ${manual}/warraq.fish DESTINATION ${share}/fish/vendor_completions.d COMPONENT tool)
install(TARGETS warraq_library warraq_c warraq_tesseract EXPORT WarraqTargets
  LIBRARY COMPONENT libraries NAMELINK_COMPONENT development)
install(DIRECTORY include/warraq DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(FILES plugin/host/warraq_ocrmypdf.py DESTINATION ${share}/warraq COMPONENT ocrmypdf)

# --- find_package(Warraq) and pkg-config
install(EXPORT WarraqTargets NAMESPACE Warraq:: DESTINATION ${cmake_files} COMPONENT development)
file(CONFIGURE OUTPUT WarraqConfig.cmake
  CONTENT "include(\${CMAKE_CURRENT_LIST_DIR}/WarraqTargets.cmake)\n" @ONLY)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/WarraqConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/WarraqConfig.cmake ${PROJECT_BINARY_DIR}/WarraqConfigVersion.cmake
  DESTINATION ${cmake_files} COMPONENT development)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE prefix_from_pc)
set(warraq_tesseract_needs " -lwarraq")  # by the linker, which does not look for it in -L by itself
foreach(library IN ITEMS warraq warraq_c warraq_tesseract)
  string(REPLACE _ - module ${library})
  file(CONFIGURE OUTPUT ${module}.pc @ONLY CONTENT "prefix=\${pcfiledir}/@prefix_from_pc@
Name: @module@
Description: @PROJECT_DESCRIPTION@
Version: @PROJECT_VERSION@
Cflags: -I\${prefix}/@CMAKE_INSTALL_INCLUDEDIR@
Libs: -L\${prefix}/@CMAKE_INSTALL_LIBDIR@ -l@library@${${library}_needs}
")
  install(FILES ${PROJECT_BINARY_DIR}/${module}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
    COMPONENT development)
endforeach()
