package dev.tinyrig.rig.lab;

import static java.util.stream.Collectors.toMap;

import dev.tinyrig.rig.bench.board.BoardRecords;
import dev.tinyrig.rig.bench.board.ChipId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the ledger remembers of boards. */
public final class LedgerRecords implements BoardRecords {
    /** A board that was sound a day ago must prove it again. */
    private static final Duration TRUST = Duration.ofHours(24);

    private final LedgerDatabase database;
    private final Clock clock;

    LedgerRecords(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Noted(State state, long since) {}

    @Override
    public State state(String board) {
        return database.first(
                        "SELECT health, reason, since FROM board WHERE id = ?",
                        at -> new Noted(new State(Health.valueOf(at.getString(1)), at.getString(2)), at.getLong(3)),
                        board)
                .map(this::aged)
                .orElse(new State(Health.UNKNOWN, "never checked"));
    }

    private State aged(Noted noted) {
        boolean old = clock.millis() - noted.since() > TRUST.toMillis();
        return noted.state().health() == Health.SOUND && old
                ? new State(Health.UNKNOWN, "not checked for a day")
                : noted.state();
    }

    @Override
    public void note(String board, Health health, String reason) {
        database.update(
                "INSERT INTO board(id, health, reason, since) VALUES (?1, ?2, ?3, ?4)"
                        + " ON CONFLICT(id) DO UPDATE SET health = ?2, reason = ?3, since = ?4",
                board,
                health.name(),
                reason,
                clock.millis());
    }

    @Override
    public Optional<ChipId> chip(String board) {
        return database.first(
                "SELECT chip FROM board WHERE id = ? AND chip IS NOT NULL", at -> new ChipId(at.getString(1)), board);
    }

    @Override
    public void noteChip(String board, ChipId chip) {
        database.update(
                "INSERT INTO board(id, chip) VALUES (?1, ?2) ON CONFLICT(id) DO UPDATE SET chip = ?2",
                board,
                chip.digits());
    }

    @Override
    public Map<Integer, String> contents(String board) {
        return database
                .rows(
                        "SELECT number, hash FROM sector WHERE board = ? AND hash IS NOT NULL",
                        at -> Map.entry(at.getInt(1), at.getString(2)),
                        board)
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void noteErase(String board, int sector) {
        database.update(
                "INSERT INTO sector(board, number, erases) VALUES (?1, ?2, 1)"
                        + " ON CONFLICT(board, number) DO UPDATE SET erases = erases + 1, hash = NULL",
                board,
                sector);
    }

    @Override
    public void noteContents(String board, int sector, String hash) {
        database.update(
                "INSERT INTO sector(board, number, hash) VALUES (?1, ?2, ?3)"
                        + " ON CONFLICT(board, number) DO UPDATE SET hash = ?3",
                board,
                sector,
                hash);
    }

    @Override
    public void forgetContents(String board) {
        database.update("UPDATE sector SET hash = NULL WHERE board = ?", board);
    }

    @Override
    public Map<Integer, Long> wear(String board) {
        return database
                .rows(
                        "SELECT number, erases FROM sector WHERE board = ? ORDER BY number",
                        at -> Map.entry(at.getInt(1), at.getLong(2)),
                        board)
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
