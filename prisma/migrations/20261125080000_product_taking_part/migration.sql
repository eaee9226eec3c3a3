-- Software products that may take part right now: their own access tokens, which belong to no arrangement, live while they do.
CREATE VIEW "product_taking_part" AS
  SELECT p."client_id"
  FROM "software_product" p
  JOIN "participant" o ON o."id" = p."participant_id" AND o."status" = 'active'
  WHERE p."status" = 'active';
