#pragma once

#include "CTestTerminal.h"
