package dev.wadi.server.catalog;

import java.util.List;

/// The catalog's tables in SQLite. The file's `user_version` says how many steps it has taken.
final class SqliteSchema {
  static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE plugins (
                sha256 TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                module BLOB NOT NULL,
                created_at INTEGER NOT NULL)
              """,
              """
              CREATE TABLE pipelines (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                query TEXT NOT NULL,
                parallelism INTEGER NOT NULL,
                created_at INTEGER NOT NULL)
              """,
              """
              CREATE TABLE jobs (
                id TEXT PRIMARY KEY,
                pipeline_id TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
                state TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                finished_at INTEGER,
                error_code TEXT,
                error_message TEXT,
                error_line INTEGER,
                error_column INTEGER,
                error_hint TEXT)
              """,
              "CREATE INDEX jobs_of_pipeline ON jobs (pipeline_id, started_at)",
              """
              CREATE TABLE connection_tables (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                sql TEXT NOT NULL,
                created_at INTEGER NOT NULL)
              """),
          // A plugin may have several versions, each with what it was granted, as JSON.
          List.of(
              """
              CREATE TABLE plugin_versions (
                sha256 TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                module BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                grants TEXT NOT NULL DEFAULT '[]')
              """,
              """
              INSERT INTO plugin_versions (sha256, name, module, created_at)
              SELECT sha256, name, module, created_at FROM plugins
              """,
              "DROP TABLE plugins",
              "ALTER TABLE plugin_versions RENAME TO plugins"),
          // The versions of plugins that a pipeline goes on with, those that names without a
          // version mean behind others. Of pipelines from before, nobody knows.
          List.of(
              "ALTER TABLE pipelines ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
              """
              CREATE TABLE pinned_plugins (
                pipeline_id TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                sha256 TEXT NOT NULL REFERENCES plugins (sha256),
                PRIMARY KEY (pipeline_id, position))
              """,
              "CREATE INDEX pipelines_of_plugin ON pinned_plugins (sha256)"),
          // Who may talk to the server, and who changed what.
          List.of(
              """
              CREATE TABLE tokens (
                name TEXT PRIMARY KEY,
                role TEXT NOT NULL,
                hash TEXT NOT NULL UNIQUE,
                created_at INTEGER NOT NULL,
                expires_at INTEGER)
              """,
              """
              CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                caller TEXT NOT NULL,
                role TEXT NOT NULL,
                address TEXT NOT NULL,
                method TEXT NOT NULL,
                path TEXT NOT NULL,
                status INTEGER NOT NULL)
              """,
              "ALTER TABLE pipelines ADD COLUMN owner TEXT NOT NULL DEFAULT '(local)'"),
          List.of(
              """
              CREATE TABLE connection_profiles (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                connector TEXT NOT NULL,
                options TEXT NOT NULL,
                created_at INTEGER NOT NULL)
              """),
          // The last upgrade of each pipeline. What it was pinned to before is JSON.
          List.of(
              """
              CREATE TABLE upgrades (
                pipeline_id TEXT PRIMARY KEY REFERENCES pipelines (id) ON DELETE CASCADE,
                plugin TEXT NOT NULL,
                from_sha256 TEXT NOT NULL,
                to_sha256 TEXT NOT NULL,
                pinned_before TEXT NOT NULL,
                epoch INTEGER NOT NULL,
                state TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                finished_at INTEGER,
                error_code TEXT,
                error_message TEXT,
                error_hint TEXT)
              """),
          // What was answered to requests with an idempotency key, encrypted.
          List.of(
              """
              CREATE TABLE answers (
                caller TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                at INTEGER NOT NULL,
                answer TEXT NOT NULL,
                PRIMARY KEY (caller, idempotency_key))
              """),
          // How often a pipeline saves its state, if not as its SQL says.
          List.of("ALTER TABLE pipelines ADD COLUMN checkpoint_interval_micros INTEGER"),
          // The servers that share the catalog, and whose the pipelines are.
          List.of(
              """
              CREATE TABLE servers (
                id TEXT PRIMARY KEY,
                url TEXT NOT NULL,
                beats BIGINT NOT NULL)
              """,
              """
              CREATE TABLE owners (
                pipeline_id TEXT PRIMARY KEY REFERENCES pipelines (id) ON DELETE CASCADE,
                server_id TEXT NOT NULL,
                term BIGINT NOT NULL)
              """),
          // Where they answer gRPC; 0 for those of versions before.
          List.of("ALTER TABLE servers ADD COLUMN grpc_port INTEGER NOT NULL DEFAULT 0"));

  private SqliteSchema() {}
}
