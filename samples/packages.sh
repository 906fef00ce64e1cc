# What has to be there, by Debian's names; sourced by samples/run.sh and tests/run.sh.

BUILD_PACKAGES="g++ cmake ninja-build pkg-config libicu-dev libutf8proc-dev libtesseract-dev
libleptonica-dev libarchive-dev libdeflate-dev zlib1g-dev libzstd-dev libbrotli-dev libssl-dev
libsimdjson-dev libpugixml-dev rapidjson-dev libcli11-dev libsqlite3-dev libseccomp-dev qpdf poppler-utils
tesseract-ocr-eng tesseract-ocr-ara tesseract-ocr-rus tesseract-ocr-script-arab"
# Slurm and GNU parallel are called by the tests alone; without a configuration Slurm starts no service.
TEST_PACKAGES="libgtest-dev libgmock-dev python3 python3-jsonschema unicode-data
mupdf-tools man-db mandoc zsh fish lintian zstd poppler-data slurm-wlm munge parallel python3-distributed
tesseract-ocr ocrmypdf abigail-tools"

# Installs what is missing of its arguments, and says which; clear words where it may not.
install_missing() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "missing Debian packages:$missing"
  if [ "$(id -u)" = 0 ]; then
    sudo=
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo=sudo
  else
    echo "they cannot be installed without root; please run:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      $missing >/dev/null || {
    echo "apt-get could not install:$missing" >&2
    exit 1
  }
}
