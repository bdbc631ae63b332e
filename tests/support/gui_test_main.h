#pragma once

#include "support/test_main.h"

#include <QApplication>

/// main() of a test with widgets, on the offscreen platform unless the environment says otherwise.
#define HOTSHARD_GUI_TEST_MAIN(TestClass) QTEST_MAIN(TestClass)
