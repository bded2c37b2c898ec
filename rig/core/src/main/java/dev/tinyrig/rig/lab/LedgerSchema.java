package dev.tinyrig.rig.lab;

import java.util.List;

/** The ledger's tables; times are milliseconds since 1970. */
final class LedgerSchema {
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS board(
                id TEXT PRIMARY KEY, token INTEGER NOT NULL DEFAULT 0, health TEXT NOT NULL DEFAULT 'UNKNOWN',
                reason TEXT NOT NULL DEFAULT 'never checked', since INTEGER NOT NULL DEFAULT 0, chip TEXT)""",
            """
            CREATE TABLE IF NOT EXISTS lease(
                board TEXT PRIMARY KEY, token INTEGER NOT NULL, pid INTEGER NOT NULL, purpose TEXT NOT NULL,
                since INTEGER NOT NULL, expires INTEGER NOT NULL)""",
            "CREATE TABLE IF NOT EXISTS ticket(id INTEGER PRIMARY KEY AUTOINCREMENT, expires INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS wish(ticket INTEGER NOT NULL, board TEXT NOT NULL, PRIMARY KEY(ticket, board))",
            """
            CREATE TABLE IF NOT EXISTS sector(
                board TEXT NOT NULL, number INTEGER NOT NULL, erases INTEGER NOT NULL DEFAULT 0, hash TEXT,
                PRIMARY KEY(board, number))""");

    private LedgerSchema() {}

    static void create(LedgerDatabase database) {
        database.transaction(() -> TABLES.stream().mapToInt(database::update).sum());
    }
}
