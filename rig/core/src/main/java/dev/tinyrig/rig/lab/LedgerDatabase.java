package dev.tinyrig.rig.lab;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** An SQLite file that several processes write; each call is a transaction unless it is made within one. */
final class LedgerDatabase implements AutoCloseable {
    private static final int BUSY_MILLIS = 20_000;

    private final Path file;
    private final Connection connection;
    private boolean inTransaction;

    LedgerDatabase(Path file) {
        this.file = file;
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        try {
            connection = config.createConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet at) throws SQLException;
    }

    /** All or nothing; other processes wait. */
    synchronized <T> T transaction(Supplier<T> work) {
        if (inTransaction) {
            return work.get();
        }
        try {
            connection.setAutoCommit(false);
            inTransaction = true;
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                inTransaction = false;
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    synchronized int update(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    synchronized <T> List<T> rows(String sql, Row<T> row, Object... values) {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet at = statement.executeQuery()) {
            while (at.next()) {
                rows.add(row.read(at));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return rows;
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... values) {
        return rows(sql, row, values).stream().findFirst();
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private LabException failed(SQLException e) {
        return new LabException(
                "the lab's ledger %s cannot be used: %s; let its folder be writable on a local disk"
                        .formatted(file, e.getMessage()),
                e);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
