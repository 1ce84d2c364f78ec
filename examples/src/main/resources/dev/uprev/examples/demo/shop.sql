-- A small shop with about :rows rows: a bit of everything that a real database has.

CREATE SCHEMA shop;
CREATE SEQUENCE shop.invoice_number START 10001 CACHE 1;
CREATE TYPE shop.order_state AS ENUM ('new', 'paid', 'shipped', 'returned');
CREATE DOMAIN shop.money AS numeric(12, 2) CHECK (VALUE >= 0);

CREATE TABLE shop.customers (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    profile jsonb NOT NULL DEFAULT '{}',
    since date NOT NULL
);
CREATE TABLE shop.products (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL UNIQUE,
    price shop.money NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    photo oid
);
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer int NOT NULL REFERENCES shop.customers,
    state shop.order_state NOT NULL DEFAULT 'new',
    placed timestamptz NOT NULL DEFAULT now(),
    changed timestamptz
);
CREATE TABLE shop.order_lines (
    order_id bigint NOT NULL REFERENCES shop.orders,
    line smallint NOT NULL,
    product int NOT NULL REFERENCES shop.products,
    quantity int NOT NULL CHECK (quantity > 0),
    price shop.money NOT NULL,
    amount numeric(14, 2) GENERATED ALWAYS AS (quantity * price::numeric) STORED,
    PRIMARY KEY (order_id, line)
);
CREATE TABLE shop.payments (
    invoice bigint PRIMARY KEY DEFAULT nextval('shop.invoice_number'),
    order_id bigint NOT NULL REFERENCES shop.orders,
    amount shop.money NOT NULL,
    paid timestamptz NOT NULL DEFAULT now()
);
ALTER SEQUENCE shop.invoice_number OWNED BY shop.payments.invoice;

INSERT INTO shop.customers (name, email, profile, since)
SELECT
    'Customer ' || n,
    'customer' || n || '@example.org',
    jsonb_build_object('newsletter', n % 3 = 0, 'town', 'Zürich ' || n % 90, 'points', n % 1000),
    date '2015-01-01' + n % 3000
FROM generate_series(1, :rows / 10) n;

INSERT INTO shop.products (title, price, tags, photo)
SELECT
    'Product ' || n,
    n % 500 + 0.99,
    ARRAY['shelf-' || n % 20, CASE WHEN n % 2 = 0 THEN 'new' ELSE 'sale' END],
    CASE WHEN n % 20 = 0 THEN lo_from_bytea(0, decode(repeat(md5(n::text), 1000), 'hex')) END
FROM generate_series(1, 2000) n;

INSERT INTO shop.orders (customer, state, placed)
SELECT
    n % (:rows / 10) + 1,
    (ARRAY['new', 'paid', 'shipped', 'returned']::shop.order_state[])[n % 4 + 1],
    timestamptz '2024-01-01 00:00Z' + n * interval '1 minute'
FROM generate_series(1, :rows * 3 / 10) n;

INSERT INTO shop.order_lines (order_id, line, product, quantity, price)
SELECT n / 2 + 1, n % 2 + 1, n * 7 % 2000 + 1, n % 5 + 1, n % 500 + 0.99
FROM generate_series(0, :rows * 45 / 100 - 1) n;

INSERT INTO shop.payments (order_id, amount, paid)
SELECT n * 2, n % 500 + 0.99, timestamptz '2024-01-02 00:00Z' + n * interval '2 minutes'
FROM generate_series(1, :rows * 15 / 100) n;

CREATE INDEX ON shop.customers USING gin (profile);
CREATE UNIQUE INDEX ON shop.customers (lower(email));
CREATE INDEX ON shop.orders (customer, placed);
CREATE INDEX ON shop.orders (placed) WHERE state = 'new';
CREATE INDEX ON shop.order_lines (product);
CREATE INDEX ON shop.payments (order_id);

CREATE VIEW shop.unpaid AS
    SELECT o.id, o.customer, o.placed
    FROM shop.orders o
    WHERE NOT EXISTS (SELECT FROM shop.payments p WHERE p.order_id = o.id);
CREATE MATERIALIZED VIEW shop.turnover AS
    SELECT product, sum(quantity) AS pieces, sum(amount) AS turnover FROM shop.order_lines GROUP BY product;
CREATE UNIQUE INDEX ON shop.turnover (product);

CREATE FUNCTION shop.note_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE shop.orders SET state = 'paid', changed = now() WHERE id = NEW.order_id;
    RETURN NEW;
END $$;
CREATE TRIGGER note_payment AFTER INSERT ON shop.payments FOR EACH ROW EXECUTE FUNCTION shop.note_payment();
COMMENT ON TABLE shop.orders IS 'What customers want; the «state» follows the payments';

CREATE ROLE shop_reader;
CREATE ROLE shop_app LOGIN IN ROLE shop_reader;
ALTER ROLE shop_app SET statement_timeout = '30s';
GRANT USAGE ON SCHEMA shop TO shop_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO shop_reader;
GRANT INSERT ON shop.orders, shop.order_lines, shop.payments TO shop_app;
GRANT UPDATE (state, changed) ON shop.orders TO shop_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA shop TO shop_app;
