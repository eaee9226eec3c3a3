-- Software products that registered as a client with a software statement (RFC 7591): who vouched, and who may manage.
CREATE TABLE "client_registration" (
    "client_id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "software_id" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "token_hash" BYTEA,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_registration_pkey" PRIMARY KEY ("client_id")
);

CREATE UNIQUE INDEX "client_registration_issuer_software_id_key" ON "client_registration"("issuer", "software_id");

ALTER TABLE "client_registration" ADD CONSTRAINT "client_registration_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "software_product"("client_id") ON DELETE RESTRICT ON UPDATE CASCADE;
