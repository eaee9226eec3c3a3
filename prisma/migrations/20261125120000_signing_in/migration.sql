-- An account may have no password; a link by e-mail is a way to sign in only where it was chosen.
ALTER TABLE "account" ALTER COLUMN "password_hash" DROP NOT NULL;
ALTER TABLE "account" ADD COLUMN "email_link" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "account" ADD COLUMN "recovered_at" TIMESTAMPTZ(3);

-- How each browser's person signed in.
ALTER TABLE "portal_session" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password';
ALTER TABLE "portal_session" ALTER COLUMN "method" DROP DEFAULT;
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_method" CHECK ("method" IN ('password', 'passkey', 'synced-passkey', 'link'));

CREATE TABLE "passkey" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "synced" BOOLEAN NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each is deleted by whoever uses it, so it works once.
CREATE TABLE "passkey_challenge" (
    "challenge_hash" BYTEA NOT NULL,
    "browser_hash" BYTEA NOT NULL,
    "account_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("challenge_hash")
);

CREATE INDEX "passkey_challenge_expires_at_idx" ON "passkey_challenge"("expires_at");
ALTER TABLE "passkey_challenge" ADD CONSTRAINT "passkey_challenge_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "sign_in_link" (
    "token_hash" BYTEA NOT NULL,
    "account_id" TEXT,
    "email" TEXT,
    "name" TEXT,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("token_hash"),
    -- For an account, or for somebody who wants one.
    CONSTRAINT "sign_in_link_for" CHECK (("account_id" IS NULL) = ("email" IS NOT NULL) AND ("email" IS NULL) = ("name" IS NULL))
);

CREATE INDEX "sign_in_link_expires_at_idx" ON "sign_in_link"("expires_at");
CREATE INDEX "sign_in_link_account_id_idx" ON "sign_in_link"("account_id");
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "known_browser" (
    "browser_hash" BYTEA NOT NULL,
    "account_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_browser_pkey" PRIMARY KEY ("account_id", "browser_hash")
);

ALTER TABLE "known_browser" ADD CONSTRAINT "known_browser_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The authorisation server's sessions of an account, for who signs everyone else out.
CREATE INDEX "oidc_session_account" ON "oidc_record" (("payload"->>'accountId')) WHERE "model" = 'Session';
