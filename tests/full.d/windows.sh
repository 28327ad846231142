#!/usr/bin/env bash
# The program for Windows, under Wine.
exec tests/windows/run
