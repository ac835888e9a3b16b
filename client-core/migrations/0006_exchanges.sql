-- Exchanges are few and are listed by themselves: the ten thousand sessions are not looked through.
CREATE INDEX document_exchange ON document (id) WHERE kind = 1;
