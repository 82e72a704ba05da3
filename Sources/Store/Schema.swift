import GRDB

/// The tables of the database, step by step: a database of any earlier version is brought up to date
/// when it is opened for writing.
///
/// Offsets (`start`, `stop`) are half-open and count Unicode scalars of `documents.text`, as SQLite's
/// own `substr` does: `substr(text, start + 1, stop - start)` is the passage.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 documents") { try $0.execute(sql: tables) }
    migrator.registerMigration("1 views") { try $0.execute(sql: views) }
    migrator.registerMigration("2 pages") { try $0.execute(sql: pages) }
    migrator.registerMigration("3 evidence") { try $0.execute(sql: evidence) }
    migrator.registerMigration("4 bulk") { try $0.execute(sql: bulk) }
    migrator.registerMigration("5 failures") {
      // A file that has changed has failed no more as what it was.
      try $0.execute(sql: "CREATE INDEX failures_source ON failures (source)")
    }
    return migrator
  }

  private static let tables = """
    -- What a program of one version made with one configuration; a run that was cut short goes on.
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      generator TEXT NOT NULL,
      configuration TEXT NOT NULL,
      is_forced INTEGER NOT NULL,
      is_finished INTEGER NOT NULL DEFAULT 0
    );
    -- When the program was at work: the only table that differs between two equal histories.
    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      outcome TEXT,
      documents INTEGER,
      failures INTEGER
    );
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      content_key TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      record INTEGER,
      outlet TEXT,
      author TEXT,
      url TEXT,
      date TEXT,
      encoding TEXT NOT NULL,
      script TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      length INTEGER NOT NULL,
      text TEXT NOT NULL,
      run_id INTEGER NOT NULL REFERENCES runs (id)
    );
    CREATE INDEX documents_name ON documents (name);
    CREATE INDEX documents_run ON documents (run_id);
    CREATE TABLE failures (
      id INTEGER PRIMARY KEY,
      name TEXT,
      content_key TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      record INTEGER,
      message TEXT NOT NULL,
      run_id INTEGER NOT NULL REFERENCES runs (id)
    );
    CREATE TABLE articles (
      id INTEGER PRIMARY KEY,
      document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      title TEXT,
      published TEXT,
      agency TEXT,
      place TEXT,
      bylines TEXT NOT NULL,
      -- Words joined by spaces, Simplified: what articles_fts searches.
      words TEXT NOT NULL,
      -- An earlier article that this one is a copy of, and the share of text that they have in common.
      duplicate_of INTEGER REFERENCES articles (id) ON DELETE SET NULL,
      similarity REAL,
      signature BLOB NOT NULL
    );
    CREATE INDEX articles_document ON articles (document_id);
    CREATE INDEX articles_published ON articles (published);
    CREATE INDEX articles_duplicate ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
    -- Where articles that may be alike are found; without foreign key, whose index would cost more
    -- than the table.
    CREATE TABLE signature_bands (
      band INTEGER NOT NULL,
      article_id INTEGER NOT NULL,
      PRIMARY KEY (band, article_id)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
      words, content="articles", content_rowid="id", tokenize="unicode61"
    );
    -- Fewer and larger pieces of index are faster to write and to search.
    INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 16777216);
    CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
      INSERT INTO articles_fts (rowid, words) VALUES (new.id, new.words);
    END;
    CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
      INSERT INTO articles_fts (articles_fts, rowid, words)
      VALUES ('delete', old.id, old.words);
    END;
    -- One person, organisation or place over the whole database.
    CREATE TABLE entities (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      subtype TEXT,
      name TEXT NOT NULL
    );
    CREATE INDEX entities_name ON entities (name);
    -- An entity in one article; `key` is the one it had before any decision.
    CREATE TABLE article_entities (
      id INTEGER PRIMARY KEY,
      article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
      entity_id INTEGER NOT NULL REFERENCES entities (id),
      local TEXT NOT NULL,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      aliases TEXT NOT NULL,
      titles TEXT NOT NULL,
      mentions INTEGER NOT NULL
    );
    CREATE INDEX article_entities_article ON article_entities (article_id);
    CREATE INDEX article_entities_entity ON article_entities (entity_id);
    CREATE TABLE mentions (
      id INTEGER PRIMARY KEY,
      article_entity_id INTEGER NOT NULL REFERENCES article_entities (id) ON DELETE CASCADE,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      text TEXT NOT NULL,
      kind TEXT NOT NULL,
      sentence INTEGER NOT NULL,
      confidence REAL NOT NULL
    );
    CREATE INDEX mentions_entity ON mentions (article_entity_id);
    CREATE TABLE quotes (
      id INTEGER PRIMARY KEY,
      article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
      local TEXT NOT NULL,
      type TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      -- [[start, stop], …] of the pieces.
      spans TEXT NOT NULL,
      text TEXT NOT NULL,
      cue TEXT,
      cue_class TEXT,
      cue_start INTEGER,
      cue_stop INTEGER,
      negated INTEGER NOT NULL,
      hedged INTEGER NOT NULL,
      source TEXT,
      source_start INTEGER,
      source_stop INTEGER,
      resolved_by TEXT NOT NULL,
      medium TEXT NOT NULL,
      addressee TEXT,
      via TEXT NOT NULL,
      parent TEXT,
      continues TEXT,
      sentence INTEGER NOT NULL,
      confidence REAL NOT NULL
    );
    CREATE INDEX quotes_article ON quotes (article_id);
    CREATE TABLE speakers (
      id INTEGER PRIMARY KEY,
      quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
      article_entity_id INTEGER REFERENCES article_entities (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      title TEXT
    );
    CREATE INDEX speakers_quote ON speakers (quote_id);
    CREATE INDEX speakers_entity ON speakers (article_entity_id);
    CREATE TABLE figures (
      id INTEGER PRIMARY KEY,
      article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      text TEXT NOT NULL,
      kind TEXT NOT NULL,
      value REAL,
      -- The exact value in decimal digits.
      decimal TEXT,
      minimum REAL,
      maximum REAL,
      unit TEXT,
      unit_text TEXT,
      bound TEXT NOT NULL,
      trend TEXT,
      -- What is measured.
      measured TEXT,
      confidence REAL NOT NULL
    );
    CREATE INDEX figures_article ON figures (article_id);
    CREATE TABLE dates (
      id INTEGER PRIMARY KEY,
      article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      text TEXT NOT NULL,
      kind TEXT NOT NULL,
      value TEXT,
      end_value TEXT,
      anchor TEXT
    );
    CREATE INDEX dates_article ON dates (article_id);
    -- The file of aliases that the last run was given.
    CREATE TABLE aliases (from_key TEXT PRIMARY KEY, to_key TEXT NOT NULL) WITHOUT ROWID;
    -- What a person decided about entities; re-runs and merges go by it.
    CREATE TABLE decisions (
      id INTEGER PRIMARY KEY,
      -- merge: from_key is to_key everywhere. split: in one document only.
      action TEXT NOT NULL CHECK (action IN ('merge', 'alias', 'split')),
      from_key TEXT NOT NULL,
      to_key TEXT NOT NULL,
      content_key TEXT,
      decided_at TEXT NOT NULL,
      UNIQUE (from_key, content_key)
    );
    """

  private static let pages = """
    -- The views' `day` and `outlet`, where an index can find them.
    ALTER TABLE articles ADD COLUMN day TEXT;
    ALTER TABLE articles ADD COLUMN outlet TEXT;
    UPDATE articles SET
      day = coalesce(published, (SELECT date FROM documents d WHERE d.id = document_id)),
      outlet = coalesce((SELECT outlet FROM documents d WHERE d.id = document_id), agency);
    -- What filters ask for stands in the index: behind an article's words it would be far to read.
    CREATE INDEX articles_day ON articles (day, duplicate_of, outlet);
    CREATE INDEX articles_outlet ON articles (outlet);
    CREATE INDEX articles_facts ON articles (id, document_id, day, duplicate_of, outlet);
    -- Counts are read from the index alone.
    CREATE INDEX article_entities_totals ON article_entities (entity_id, article_id, mentions);
    DROP INDEX article_entities_entity;
    CREATE INDEX speakers_name ON speakers (name) WHERE article_entity_id IS NULL;
    -- Pairs of quotation marks that are no statement.
    CREATE TABLE marks (
      id INTEGER PRIMARY KEY,
      article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE INDEX marks_article ON marks (article_id);
    -- Who a person decided has said the statement that stands there: an entity's key, else the name of
    -- somebody who is not named in full, else nobody. `former` is what the program had found.
    CREATE TABLE speaker_decisions (
      id INTEGER PRIMARY KEY,
      content_key TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      speaker_key TEXT,
      name TEXT,
      former TEXT NOT NULL,
      decided_at TEXT NOT NULL,
      UNIQUE (content_key, start, stop)
    );
    """

  private static let evidence = """
    -- Whether it stands in a byline, a caption or an imprint: who makes the news is seldom in it.
    ALTER TABLE article_entities ADD COLUMN in_byline INTEGER NOT NULL DEFAULT 0;
    -- `key` holds what evidence said, too, which before only the entity's own key did.
    UPDATE article_entities SET key = (SELECT e.key FROM entities e WHERE e.id = entity_id)
    WHERE entity_id IN (
      SELECT id FROM entities WHERE key LIKE '% (%)' AND key NOT IN (SELECT to_key FROM decisions))
      AND (SELECT e.key FROM entities e WHERE e.id = entity_id) LIKE key || ' (%';
    """

  private static let bulk = """
    -- Within a trigger FTS5 would write a piece of index a row: whoever inserts articles indexes them
    -- together, at the end of a batch.
    DROP TRIGGER articles_inserted;
    """

  private static let views = """
    CREATE VIEW v_articles AS
      SELECT a.id, d.name AS document, a.position, a.title,
        coalesce(a.published, d.date) AS day, coalesce(d.outlet, a.agency) AS outlet, d.author,
        d.url, d.source, a.duplicate_of, d.script, a.stop - a.start AS length,
        substr(d.text, a.start + 1, a.stop - a.start) AS text, a.document_id
      FROM articles a JOIN documents d ON d.id = a.document_id;
    CREATE VIEW v_quotes AS
      SELECT q.id, coalesce(e.name, s.name) AS speaker, s.title, q.cue, q.type, q.text,
        coalesce(a.published, d.date) AS day, coalesce(d.outlet, a.agency) AS outlet,
        d.name AS document, a.title AS article, s.kind AS speaker_kind, e.key AS speaker_key,
        e.id AS entity_id, q.source, q.cue_class, q.negated, q.resolved_by, q.confidence, q.start,
        q.stop, q.article_id, a.document_id, a.duplicate_of
      FROM quotes q JOIN articles a ON a.id = q.article_id JOIN documents d ON d.id = a.document_id
        LEFT JOIN speakers s ON s.quote_id = q.id
        LEFT JOIN article_entities ae ON ae.id = s.article_entity_id
        LEFT JOIN entities e ON e.id = ae.entity_id;
    CREATE VIEW v_mentions AS
      SELECT m.id, e.name AS entity, e.type, e.key, m.text, m.kind,
        coalesce(a.published, d.date) AS day, coalesce(d.outlet, a.agency) AS outlet,
        d.name AS document, m.start, m.stop, m.confidence, e.id AS entity_id, ae.article_id,
        a.document_id, a.duplicate_of
      FROM mentions m JOIN article_entities ae ON ae.id = m.article_entity_id
        JOIN entities e ON e.id = ae.entity_id JOIN articles a ON a.id = ae.article_id
        JOIN documents d ON d.id = a.document_id;
    -- Copies of an article are left out.
    CREATE VIEW v_entities AS
      SELECT e.id, e.name, e.type, e.subtype, e.key, sum(ae.mentions) AS mentions,
        count(DISTINCT a.document_id) AS documents
      FROM entities e JOIN article_entities ae ON ae.entity_id = e.id
        JOIN articles a ON a.id = ae.article_id
      WHERE a.duplicate_of IS NULL GROUP BY e.id;
    CREATE VIEW v_entity_months AS
      SELECT substr(coalesce(a.published, d.date), 1, 7) AS month, e.name, e.type, e.key,
        sum(ae.mentions) AS mentions, count(DISTINCT d.id) AS documents
      FROM article_entities ae JOIN entities e ON e.id = ae.entity_id
        JOIN articles a ON a.id = ae.article_id JOIN documents d ON d.id = a.document_id
      WHERE a.duplicate_of IS NULL GROUP BY 1, e.id;
    CREATE VIEW v_figures AS
      SELECT f.id, f.text, f.measured, f.bound, f.value, f.minimum, f.maximum, f.unit, f.unit_text,
        f.kind, f.trend, coalesce(a.published, d.date) AS day,
        coalesce(d.outlet, a.agency) AS outlet, d.name AS document, a.title AS article, f.start,
        f.stop, f.article_id, a.document_id, a.duplicate_of
      FROM figures f JOIN articles a ON a.id = f.article_id
        JOIN documents d ON d.id = a.document_id;
    CREATE VIEW v_runs AS
      SELECT r.id, r.generator, r.configuration, r.is_finished,
        (SELECT count(*) FROM documents d WHERE d.run_id = r.id) AS documents,
        (SELECT count(*) FROM failures f WHERE f.run_id = r.id) AS failures
      FROM runs r;
    """
}
