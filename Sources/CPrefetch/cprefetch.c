#include "cprefetch.h"  // all of it is inline; a target needs one file to compile
