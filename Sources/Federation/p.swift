enum FederationRoom {}
