// The trained models, embedded: each is one model file as the trainer wrote it, aligned for vectors.
#ifndef CMODEL_H
#define CMODEL_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of models/NAME.model and their number; NULL for a name that is not embedded.
const uint8_t *cmodel_file(const char *name, size_t *length);

#endif
