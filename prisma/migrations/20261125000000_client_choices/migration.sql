-- What a software product chose of its OAuth client metadata, by the names of RFC 7591.
ALTER TABLE "software_product" ADD COLUMN "client_choices" JSONB NOT NULL DEFAULT '{}';
