#!/bin/sh
# Builds Warraq and runs every test: sh tests/run.sh
set -eu
cd "$(dirname "$0")/.."
. samples/packages.sh
install_missing $BUILD_PACKAGES $TEST_PACKAGES

cmake -S . -B build -G Ninja -DWARRAQ_TESTS=ON >/dev/null
cmake --build build
exec ctest --test-dir build --output-on-failure -j "$(nproc)"
