// libcrypto of OpenSSL 3.0, as the Swift target Signing sees it: the headers, and a function for each macro
// or variadic call that Swift cannot import.
#ifndef CITYCARD_COPENSSL_SHIM_H
#define CITYCARD_COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// A new key pair on P-256, or NULL.
static inline EVP_PKEY *citycard_generate_p256(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}

/// The bytes that a memory BIO holds; they belong to the BIO.
static inline long citycard_memory_of(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

/// Frees memory that OpenSSL allocated.
static inline void citycard_free(void *memory) { OPENSSL_free(memory); }

/// Overwrites and frees memory that OpenSSL allocated.
static inline void citycard_clear_free(void *memory, size_t count) { OPENSSL_clear_free(memory, count); }

/// Appends a name; the list owns it from then on. Returns 0 on failure.
static inline int citycard_append_name(GENERAL_NAMES *names, GENERAL_NAME *name) {
  return sk_GENERAL_NAME_push(names, name);
}

/// How many names a list has.
static inline int citycard_name_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

/// The name at a place of a list; it belongs to the list.
static inline GENERAL_NAME *citycard_name_at(const GENERAL_NAMES *names, int place) {
  return sk_GENERAL_NAME_value(names, place);
}

/// The digest that certificates are signed with.
static inline const EVP_MD *citycard_sha256(void) { return EVP_sha256(); }

#endif
