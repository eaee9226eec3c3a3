-- The recipient's signed request (RFC 9101) as it came: its own statement of what it asked for. Null when it didn't sign.
ALTER TABLE "consent" ADD COLUMN "request_object" TEXT;
