-- What somebody was told of a consent, so that they are told once.
CREATE TABLE "consent_told" (
    "consent_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_told_pkey" PRIMARY KEY ("consent_id", "kind"),
    CONSTRAINT "consent_told_kind" CHECK ("kind" ~ '^(first-use|expiring\.(1|7|30)|(held|back)\.[0-9]+)$')
);
ALTER TABLE "consent_told" ADD CONSTRAINT "consent_told_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "consent_told_held" ON "consent_told" ("consent_id") WHERE "kind" LIKE 'held.%';

-- How often somebody wants to hear whom they share with, and when they last did.
CREATE TABLE "notice_choice" (
    "account_id" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT 'quarterly',
    "summarised_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_choice_pkey" PRIMARY KEY ("account_id"),
    CONSTRAINT "notice_choice_summary" CHECK ("summary" IN ('quarterly', 'half-yearly', 'changes'))
);
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
