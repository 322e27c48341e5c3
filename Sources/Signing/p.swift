enum SigningRoom {}
