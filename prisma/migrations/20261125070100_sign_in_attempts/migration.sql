-- Tries to sign in with a password, by a keyed hash of whose and from where: nothing here names anybody.
CREATE TABLE "sign_in_attempt" (
    "key" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "succeeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "sign_in_attempt_last_at_idx" ON "sign_in_attempt"("last_at");
