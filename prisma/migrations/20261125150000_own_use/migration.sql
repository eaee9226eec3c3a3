-- What consumers keep for themselves beside their readings: what they pay, their car's charging, their heat pump's days.

-- Prices as typed, in ten-thousandths of a penny; `bands` are times of day with a price of their own.
CREATE TABLE "tariff" (
    "occupancy_id" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "unit_rate" INTEGER NOT NULL,
    "standing_charge" INTEGER NOT NULL,
    "vat" TEXT NOT NULL,
    "bands" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tariff_pkey" PRIMARY KEY ("occupancy_id", "slot"),
    CONSTRAINT "tariff_slot" CHECK ("slot" IN ('mine', 'other')),
    CONSTRAINT "tariff_vat" CHECK ("vat" IN ('included', 'added')),
    CONSTRAINT "tariff_prices" CHECK ("unit_rate" BETWEEN 0 AND 2000000 AND "standing_charge" BETWEEN 0 AND 2000000)
);

ALTER TABLE "tariff" ADD CONSTRAINT "tariff_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One time that a car was plugged in, as OCPI's sessions have it. It is the account's whose car it is.
CREATE TABLE "charging_session" (
    "account_id" TEXT NOT NULL,
    "supply_point_id" TEXT NOT NULL,
    "source_ref" TEXT NOT NULL,
    "charger" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "energy_wh" INTEGER NOT NULL,
    "cost_pence" INTEGER,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "charging_session_pkey" PRIMARY KEY ("account_id", "supply_point_id", "source_ref"),
    CONSTRAINT "charging_session_order" CHECK ("ends_at" >= "starts_at"),
    CONSTRAINT "charging_session_energy" CHECK ("energy_wh" >= 0)
);

CREATE INDEX "charging_session_starts_at_idx" ON "charging_session"("account_id", "supply_point_id", "starts_at");

ALTER TABLE "charging_session" ADD CONSTRAINT "charging_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "charging_session" ADD CONSTRAINT "charging_session_supply_point_id_fkey" FOREIGN KEY ("supply_point_id") REFERENCES "supply_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A heat pump's settlement day. `paired_wh` is the electricity of just those times of which the heat is known too.
CREATE TABLE "heat_pump_day" (
    "account_id" TEXT NOT NULL,
    "supply_point_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "electricity_wh" INTEGER NOT NULL,
    "heat_wh" INTEGER,
    "paired_wh" INTEGER,
    "flow_tenths" SMALLINT,
    "minutes" SMALLINT NOT NULL,
    "boundary" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "heat_pump_day_pkey" PRIMARY KEY ("account_id", "supply_point_id", "day"),
    CONSTRAINT "heat_pump_day_boundary" CHECK ("boundary" IN ('H1', 'H2', 'H3', 'H4')),
    CONSTRAINT "heat_pump_day_heat" CHECK (("heat_wh" IS NULL) = ("paired_wh" IS NULL)),
    CONSTRAINT "heat_pump_day_energy" CHECK ("electricity_wh" >= 0 AND "paired_wh" BETWEEN 0 AND "electricity_wh"),
    CONSTRAINT "heat_pump_day_minutes" CHECK ("minutes" BETWEEN 0 AND 1500)
);

ALTER TABLE "heat_pump_day" ADD CONSTRAINT "heat_pump_day_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "heat_pump_day" ADD CONSTRAINT "heat_pump_day_supply_point_id_fkey" FOREIGN KEY ("supply_point_id") REFERENCES "supply_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
