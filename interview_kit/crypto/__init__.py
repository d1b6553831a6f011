"""Small, exact cryptography that knows nothing of what it protects.

age          files encrypted to recipients (age v1), streamed
signatures   Ed25519 and ML-DSA-65 together, each checkable with stock tools
canonical    JSON with exactly one encoding per value (RFC 8785)
keys         symmetric keys: derive, wrap, authenticate
padding      sizes that say little (Padmé)
fingerprint  public keys two people can compare by voice
recovery     a secret on one sheet of paper
shares       a secret on several, of which some are enough
"""
