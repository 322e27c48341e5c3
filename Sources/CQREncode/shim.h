#ifndef CITYCARD_CQRENCODE_SHIM_H
#define CITYCARD_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
