-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_session" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participant" (
    "id" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "trading_name" TEXT NOT NULL,
    "register_number" TEXT NOT NULL,
    "roles" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "website" TEXT NOT NULL,
    "privacy_url" TEXT NOT NULL,
    "contact_email" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "software_product" (
    "id" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "redirect_uris" TEXT[],
    "jwks" JSONB NOT NULL,
    "permissions" TEXT[],
    "purposes" JSONB NOT NULL,
    "onward_sharing" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "software_product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_point" (
    "id" TEXT NOT NULL,
    "key" SERIAL NOT NULL,
    "mpan" TEXT NOT NULL,
    "fuel" TEXT NOT NULL DEFAULT 'electricity',
    "direction" TEXT NOT NULL DEFAULT 'import',
    "address" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "gsp_group" TEXT,
    "source_ref" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "supply_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occupancy" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "supply_point_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "level" SMALLINT NOT NULL DEFAULT 0,
    "method" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "occupancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reading_day" (
    "supply_point_key" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "wh" BYTEA NOT NULL,

    CONSTRAINT "reading_day_pkey" PRIMARY KEY ("supply_point_key","day")
);

-- CreateTable
CREATE TABLE "arrangement" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "arrangement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" TEXT NOT NULL,
    "arrangement_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "purpose_code" TEXT NOT NULL,
    "purpose_text" TEXT NOT NULL,
    "permissions" TEXT[],
    "history_from" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" TEXT NOT NULL,
    "requested" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "summary_hash" BYTEA NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_supply_point" (
    "consent_id" TEXT NOT NULL,
    "supply_point_id" TEXT NOT NULL,
    "occupancy_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,

    CONSTRAINT "consent_supply_point_pkey" PRIMARY KEY ("consent_id","supply_point_id")
);

-- CreateTable
CREATE TABLE "access_token" (
    "token_hash" BYTEA NOT NULL,
    "arrangement_id" TEXT,
    "client_id" TEXT NOT NULL,
    "jkt" TEXT,
    "payload" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "oidc_record" (
    "model" TEXT NOT NULL,
    "id_hash" BYTEA NOT NULL,
    "grant_id" TEXT,
    "uid" TEXT,
    "user_code" TEXT,
    "payload" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "oidc_record_pkey" PRIMARY KEY ("model","id_hash")
);

-- CreateTable
CREATE TABLE "replay" (
    "id_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "disclosure" (
    "id" BIGSERIAL NOT NULL,
    "arrangement_id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "supply_point_id" TEXT,
    "permission" TEXT NOT NULL,
    "granularity" TEXT,
    "period_from" TIMESTAMPTZ(3),
    "period_to" TIMESTAMPTZ(3),
    "readings" INTEGER NOT NULL,
    "customer_present" BOOLEAN NOT NULL,
    "interaction_id" UUID NOT NULL,
    "disclosed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "seq" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "leaf" BYTEA NOT NULL,
    "appended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ledger_opening" (
    "entry_seq" BIGINT NOT NULL,
    "salt" BYTEA NOT NULL,
    "private" JSONB NOT NULL,

    CONSTRAINT "ledger_opening_pkey" PRIMARY KEY ("entry_seq")
);

-- CreateTable
CREATE TABLE "ledger_pending" (
    "entry_seq" BIGINT NOT NULL,

    CONSTRAINT "ledger_pending_pkey" PRIMARY KEY ("entry_seq")
);

-- CreateTable
CREATE TABLE "ledger_leaf" (
    "index" BIGINT NOT NULL,
    "entry_seq" BIGINT NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_leaf_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "ledger_tile" (
    "level" SMALLINT NOT NULL,
    "n" BIGINT NOT NULL,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "ledger_tile_pkey" PRIMARY KEY ("level","n")
);

-- CreateTable
CREATE TABLE "ledger_checkpoint" (
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "portal_session_account_id_idx" ON "portal_session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "participant_register_number_key" ON "participant"("register_number");

-- CreateIndex
CREATE UNIQUE INDEX "software_product_client_id_key" ON "software_product"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "supply_point_key_key" ON "supply_point"("key");

-- CreateIndex
CREATE UNIQUE INDEX "supply_point_mpan_key" ON "supply_point"("mpan");

-- CreateIndex
CREATE UNIQUE INDEX "supply_point_source_ref_key" ON "supply_point"("source_ref");

-- CreateIndex
CREATE INDEX "occupancy_account_id_idx" ON "occupancy"("account_id");

-- CreateIndex
CREATE INDEX "occupancy_supply_point_id_idx" ON "occupancy"("supply_point_id");

-- CreateIndex
CREATE INDEX "arrangement_account_id_idx" ON "arrangement"("account_id");

-- CreateIndex
CREATE INDEX "arrangement_product_id_idx" ON "arrangement"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_request_id_key" ON "consent"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_arrangement_id_version_key" ON "consent"("arrangement_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "consent_supply_point_consent_id_handle_key" ON "consent_supply_point"("consent_id", "handle");

-- CreateIndex
CREATE INDEX "access_token_arrangement_id_idx" ON "access_token"("arrangement_id");

-- CreateIndex
CREATE INDEX "access_token_expires_at_idx" ON "access_token"("expires_at");

-- CreateIndex
CREATE INDEX "oidc_record_grant_id_idx" ON "oidc_record"("grant_id");

-- CreateIndex
CREATE INDEX "oidc_record_uid_idx" ON "oidc_record"("uid");

-- CreateIndex
CREATE INDEX "oidc_record_user_code_idx" ON "oidc_record"("user_code");

-- CreateIndex
CREATE INDEX "oidc_record_expires_at_idx" ON "oidc_record"("expires_at");

-- CreateIndex
CREATE INDEX "replay_expires_at_idx" ON "replay"("expires_at");

-- CreateIndex
CREATE INDEX "disclosure_arrangement_id_id_idx" ON "disclosure"("arrangement_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_leaf_entry_seq_key" ON "ledger_leaf"("entry_seq");

-- AddForeignKey
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "software_product" ADD CONSTRAINT "software_product_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_supply_point_id_fkey" FOREIGN KEY ("supply_point_id") REFERENCES "supply_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_day" ADD CONSTRAINT "reading_day_supply_point_key_fkey" FOREIGN KEY ("supply_point_key") REFERENCES "supply_point"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrangement" ADD CONSTRAINT "arrangement_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrangement" ADD CONSTRAINT "arrangement_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "software_product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_arrangement_id_fkey" FOREIGN KEY ("arrangement_id") REFERENCES "arrangement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_supply_point" ADD CONSTRAINT "consent_supply_point_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_supply_point" ADD CONSTRAINT "consent_supply_point_supply_point_id_fkey" FOREIGN KEY ("supply_point_id") REFERENCES "supply_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_supply_point" ADD CONSTRAINT "consent_supply_point_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_arrangement_id_fkey" FOREIGN KEY ("arrangement_id") REFERENCES "arrangement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

