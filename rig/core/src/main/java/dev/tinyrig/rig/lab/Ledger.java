package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.board.BoardRecords.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Who holds which board on this host, and who waits, for all processes that open the same folder.
 *
 * <p>A lease ends when it is given back, when its process dies, or when it was not renewed in time; the next one has a larger
 * token. Those who wait are served in the order in which they came.
 */
public final class Ledger implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path locks;
    private final LedgerDatabase database;
    private final LedgerRecords records;
    private final Clock clock;
    private final Terms terms;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Ledger(Path folder, Clock clock, Terms terms) {
        this.locks = folder.resolve("locks");
        this.clock = clock;
        this.terms = terms;
        createLocks();
        this.database = new LedgerDatabase(folder.resolve("ledger.db"));
        LedgerSchema.create(database);
        this.records = new LedgerRecords(database, clock);
        Thread renewal = new Thread(this::renewOn, "lease renewal");
        renewal.setDaemon(true);
        renewal.start();
    }

    /** How long a lease and a place in the queue last without renewal. */
    public record Terms(Duration lease, Duration ticket) {
        public static final Terms USUAL = new Terms(Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** A lease as anybody may read it. */
    public record Entry(String board, long token, long pid, String purpose, Instant since) {}

    public static Ledger open(Path folder) {
        return open(folder, Clock.systemUTC(), Terms.USUAL);
    }

    /**
     * The ledger in this folder, which is made where there is none.
     *
     * @throws LabException if the folder cannot be written
     */
    public static Ledger open(Path folder, Clock clock, Terms terms) {
        return new Ledger(folder, clock, terms);
    }

    private void createLocks() {
        try {
            Files.createDirectories(locks);
        } catch (IOException e) {
            throw new LabException("the lab's folder %s cannot be made: %s".formatted(locks, e), e);
        }
    }

    /** What is remembered of the boards. */
    public LedgerRecords records() {
        return records;
    }

    /** Every lease, in the order of the boards' names. */
    public List<Entry> leases() {
        return database.rows(
                "SELECT board, token, pid, purpose, since FROM lease ORDER BY board",
                at -> new Entry(
                        at.getString(1),
                        at.getLong(2),
                        at.getLong(3),
                        at.getString(4),
                        Instant.ofEpochMilli(at.getLong(5))));
    }

    /** Who holds the board. */
    public Optional<Entry> lease(String board) {
        return leases().stream().filter(lease -> lease.board().equals(board)).findFirst();
    }

    /** A place in the queue for any of these boards. */
    public Place queue(Set<String> boards, String purpose) {
        return database.transaction(() -> {
            database.update("INSERT INTO ticket(expires) VALUES (?)", in(terms.ticket()));
            long ticket = database.first("SELECT last_insert_rowid()", at -> at.getLong(1))
                    .orElseThrow();
            boards.forEach(board -> database.update("INSERT INTO wish(ticket, board) VALUES (?, ?)", ticket, board));
            return new Place(ticket, purpose);
        });
    }

    /**
     * This board, as soon as it is free.
     *
     * @throws LabException if it is not within {@code patience}: who has it
     */
    public Tenure await(String board, String purpose, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Place place = queue(Set.of(board), purpose)) {
            Optional<Tenure> tenure = place.claim(board);
            while (tenure.isEmpty()
                    && System.nanoTime() < deadline
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(POLL.toNanos());
                tenure = place.claim(board);
            }
            return tenure.orElseThrow(() -> new LabException(
                    "%s is not free: %s; wait longer with --patience".formatted(board, holder(board))));
        }
    }

    /** In words, for messages. */
    String holder(String board) {
        return lease(board)
                .map(lease ->
                        "process %d has it since %s for %s".formatted(lease.pid(), lease.since(), lease.purpose()))
                .orElse("others wait for it");
    }

    /** A place in the queue; it is lost unless a claim renews it now and then. */
    final class Place implements AutoCloseable {
        private final long ticket;
        private final String purpose;

        private Place(long ticket, String purpose) {
            this.ticket = ticket;
            this.purpose = purpose;
        }

        /** The board, if it is free and nobody who came earlier needs it. */
        Optional<Tenure> claim(String board) {
            return database.transaction(() -> {
                database.update("UPDATE ticket SET expires = ? WHERE id = ?", in(terms.ticket()), ticket);
                database.update("DELETE FROM ticket WHERE expires < ?", clock.millis());
                database.update("DELETE FROM wish WHERE ticket NOT IN (SELECT id FROM ticket)");
                boolean free = isFree(board) && dependent(board) == 0 && earlier(board) < freeWishes();
                return free ? Optional.of(grant(board, purpose)) : Optional.<Tenure>empty();
            });
        }

        private long earlier(String board) {
            return count("SELECT count(*) FROM wish WHERE board = ? AND ticket < ?", board, ticket);
        }

        /** Those who came earlier and have no other free board to take. */
        private long dependent(String board) {
            return count(
                    """
                    SELECT count(*) FROM wish mine WHERE board = ? AND ticket < ? AND NOT EXISTS (
                        SELECT 1 FROM wish other WHERE other.ticket = mine.ticket AND other.board <> mine.board
                            AND other.board NOT IN (SELECT board FROM lease))""",
                    board,
                    ticket);
        }

        private long freeWishes() {
            return count(
                    "SELECT count(*) FROM wish WHERE ticket = ? AND board NOT IN (SELECT board FROM lease)", ticket);
        }

        @Override
        public void close() {
            database.transaction(() -> database.update("DELETE FROM wish WHERE ticket = ?", ticket)
                    + database.update("DELETE FROM ticket WHERE id = ?", ticket));
        }
    }

    private boolean isFree(String board) {
        Optional<Long> token = database.first("SELECT token FROM lease WHERE board = ?", at -> at.getLong(1), board);
        if (token.isEmpty()) {
            return true;
        }
        boolean alive = LeaseLock.isHeld(locks, board, token.get());
        boolean renewed =
                count("SELECT count(*) FROM lease WHERE board = ? AND expires >= ?", board, clock.millis()) > 0;
        if (alive && renewed) {
            return false;
        }
        end(board, token.get(), alive ? "did not renew its lease" : "died with it");
        return true;
    }

    /** Nobody knows what a holder that went away has left in the flash. */
    private void end(String board, long token, String how) {
        String reason = "process %s %s"
                .formatted(lease(board).map(Entry::pid).map(String::valueOf).orElse("unknown"), how);
        database.update("DELETE FROM lease WHERE board = ?", board);
        LeaseLock.remove(locks, board, token);
        if (records.state(board).health() == Health.SOUND) {
            records.note(board, Health.SUSPECT, reason);
        }
    }

    private Tenure grant(String board, String purpose) {
        database.update("INSERT OR IGNORE INTO board(id) VALUES (?)", board);
        database.update("UPDATE board SET token = token + 1 WHERE id = ?", board);
        long token = count("SELECT token FROM board WHERE id = ?", board);
        Held tenure = new Held(board, token, LeaseLock.take(locks, board, token));
        database.update(
                "INSERT INTO lease(board, token, pid, purpose, since, expires) VALUES (?, ?, ?, ?, ?, ?)",
                board,
                token,
                ProcessHandle.current().pid(),
                purpose,
                clock.millis(),
                in(terms.lease()));
        held.add(tenure);
        return tenure;
    }

    private final class Held implements Tenure {
        private final String board;
        private final long token;
        private final LeaseLock lock;
        private final AtomicBoolean closed = new AtomicBoolean();

        Held(String board, long token, LeaseLock lock) {
            this.board = board;
            this.token = token;
            this.lock = lock;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public void requireCurrent() {
            if (renew() == 0) {
                throw new LabException("lease %d on %s has ended, it was not renewed in time; %s"
                        .formatted(token, board, holder(board)));
            }
        }

        private int renew() {
            return database.update(
                    "UPDATE lease SET expires = ? WHERE board = ? AND token = ?", in(terms.lease()), board, token);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                held.remove(this);
                database.update("DELETE FROM lease WHERE board = ? AND token = ?", board, token);
                lock.close();
            }
        }
    }

    private void renewOn() {
        while (!closed) {
            renewAll();
            LockSupport.parkNanos(terms.lease().toNanos() / 4);
        }
    }

    /** A renewal that fails, as on a full disk, must not end the renewals to come. */
    private void renewAll() {
        try {
            held.forEach(Held::renew);
        } catch (LabException unwritable) {
            // The holder learns of it before it next touches the board.
        }
    }

    private long count(String sql, Object... values) {
        return database.first(sql, at -> at.getLong(1), values).orElse(0L);
    }

    private long in(Duration time) {
        return clock.millis() + time.toMillis();
    }

    /** Gives all leases back. */
    @Override
    public void close() {
        closed = true;
        held.forEach(Held::close);
        database.close();
    }
}
