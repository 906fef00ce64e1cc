# What is installed, by components, which are the packages of `cpack`:
#
#   tool         warraq             the command line tool, its man pages and completions
#   libraries    libwarraq0         libwarraq, libwarraq_c, libwarraq_tesseract
#   development  libwarraq-dev      their headers, CMake's and pkg-config's files, examples
#   ocrmypdf     warraq-ocrmypdf    the plugin for OCRmyPDF
#
#   cmake --build build && (cd build && cpack)      # build/packages/*.deb

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

# --- packages for Debian. Documents of a package are in none but its own.
set(CPACK_DEBIAN_TOOL_PACKAGE_NAME warraq)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_NAME libwarraq0)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libwarraq-dev)
set(CPACK_DEBIAN_OCRMYPDF_PACKAGE_NAME warraq-ocrmypdf)
foreach(component IN ITEMS TOOL LIBRARIES DEVELOPMENT OCRMYPDF)
  string(TOLOWER ${component} name)
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright ${manual}/changelog.gz
    DESTINATION ${share}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME} COMPONENT ${name}
    EXCLUDE_FROM_ALL)
endforeach()
install(DIRECTORY samples/c samples/python samples/tesseract DESTINATION
  ${share}/doc/libwarraq-dev/examples COMPONENT development EXCLUDE_FROM_ALL
  PATTERN __pycache__ EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL tool libraries development ocrmypdf)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Warraq maintainers <maintainers@warraq.example.org>")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "article records from scans and scraped pages")
set(about "Warraq turns scans, scraped pages and text dumps into records of their
articles: repaired text, headline, authors, day of publication, and where
each of them stood in the source.\n")
set(CPACK_DEBIAN_TOOL_DESCRIPTION "${about}
This package has the command line tool.")
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION text)
set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_TOOL_PACKAGE_RECOMMENDS
  "tesseract-ocr-eng, tesseract-ocr-ara, tesseract-ocr-rus, qpdf, poppler-utils")
set(CPACK_DEBIAN_TOOL_PACKAGE_SUGGESTS "tesseract-ocr-all, warraq-ocrmypdf")

set(CPACK_DEBIAN_LIBRARIES_DESCRIPTION "${about}
This package has the shared libraries: for C++, for C, and for programs that
use Tesseract.")
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR})  # libwarraq, for its own user
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_RECOMMENDS ${CPACK_DEBIAN_TOOL_PACKAGE_RECOMMENDS})
# What packages of programs that are linked to them depend on.
get_target_property(soversion warraq_library SOVERSION)
math(EXPR next_minor "${PROJECT_VERSION_MINOR} + 1")
set(same_minor "libwarraq0 (>= ${PROJECT_VERSION}), libwarraq0 (<< ${PROJECT_VERSION_MAJOR}.${next_minor}~)")
file(CONFIGURE OUTPUT package/shlibs CONTENT "libwarraq ${soversion} ${same_minor}
libwarraq_tesseract ${soversion} ${same_minor}
libwarraq_c ${PROJECT_VERSION_MAJOR} libwarraq0 (>= ${PROJECT_VERSION})\n")
file(CONFIGURE OUTPUT package/triggers CONTENT "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_CONTROL_EXTRA
  ${PROJECT_BINARY_DIR}/package/shlibs ${PROJECT_BINARY_DIR}/package/triggers)
# The three are of one release, whatever their versions are called; and cpack calls ldconfig itself.
file(CONFIGURE OUTPUT package/libwarraq0 CONTENT "libwarraq0: package-name-doesnt-match-sonames *
libwarraq0: maintscript-calls-ldconfig *\n")
install(FILES ${PROJECT_BINARY_DIR}/package/libwarraq0 DESTINATION ${share}/lintian/overrides
  COMPONENT libraries EXCLUDE_FROM_ALL)

set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "${about}
This package has headers, files for CMake and pkg-config, and examples in C,
C++ and Python.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libwarraq0 (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS libtesseract-dev)  # warraq/renderer.h includes it

set(CPACK_DEBIAN_OCRMYPDF_DESCRIPTION "${about}
This package has a plugin, /usr/share/warraq/warraq_ocrmypdf.py, with which
OCRmyPDF repairs what it recognizes and writes the records of its pages.")
set(CPACK_DEBIAN_OCRMYPDF_PACKAGE_SECTION text)
set(CPACK_DEBIAN_OCRMYPDF_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_OCRMYPDF_PACKAGE_DEPENDS "warraq (>= ${PROJECT_VERSION}), ocrmypdf (>= 14), python3")
if(PROJECT_IS_TOP_LEVEL)
  include(CPack)
endif()
