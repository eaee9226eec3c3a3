-- Messages to people: on disk with the act that they tell of, sent by whoever comes first, forgotten once they have left.
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "account_id" TEXT,
    "kind" TEXT NOT NULL,
    "sealed" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "mail_kind" CHECK ("kind" ~ '^[a-z][a-z0-9.-]{0,63}$'),
    CONSTRAINT "mail_state" CHECK ("state" IN ('waiting', 'kept', 'sent', 'given_up')),
    -- What has left, or never will, is not kept.
    CONSTRAINT "mail_sealed" CHECK (("state" IN ('waiting', 'kept')) = ("sealed" IS NOT NULL)),
    CONSTRAINT "mail_settled" CHECK (("state" = 'waiting') = ("settled_at" IS NULL))
);

CREATE INDEX "mail_account_id_created_at_idx" ON "mail"("account_id", "created_at" DESC);
CREATE INDEX "mail_settled_at_idx" ON "mail"("settled_at");
CREATE INDEX "mail_due" ON "mail" ("not_before") WHERE "state" = 'waiting';
ALTER TABLE "mail" ADD CONSTRAINT "mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
