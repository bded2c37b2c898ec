package dev.tinyrig.nas.log;

import dev.tinyrig.nas.log.LogException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The append-only record of a run, one JSON line per entry, on disk when {@link #append} returns.
 *
 * <p>One process at a time may append. A line that a kill tore is cut off into {@code log.torn} when the run is resumed.
 * Where the disk is full, nothing that was written before is lost.
 */
public final class ResultLog implements AutoCloseable {
    /** The log's name in the folder of its run. */
    public static final String FILE = "log.jsonl";

    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries;
    private final long tornBytes;

    private ResultLog(Path file, FileChannel channel, List<Entry> entries, long tornBytes) {
        this.file = file;
        this.channel = channel;
        this.entries = new ArrayList<>(entries);
        this.tornBytes = tornBytes;
    }

    /** Takes the folder for a new run, making it where it is not there; the first entry must be a run entry. */
    public static ResultLog create(Path run) {
        Path file = run.resolve(FILE);
        try {
            Files.createDirectories(run);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return created(file, channel);
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }

    /** Appends to the log of an earlier run. */
    public static ResultLog resume(Path run) {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            throw new LogException(Fault.UNUSABLE, "%s is no run: it holds no %s".formatted(run, FILE));
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            return resumed(file, channel);
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }

    /** Reads the log of any run, even of one that is still running; a torn last line is left out. */
    public static Journal read(Path run) {
        Path file = run.resolve(FILE);
        List<Entry> entries = LogText.read(file).entries();
        if (entries.isEmpty()) {
            throw new LogException(Fault.UNUSABLE, file + " holds not one whole line; start the run anew");
        }
        return new Journal(entries);
    }

    private static ResultLog created(Path file, FileChannel channel) throws IOException {
        try {
            lock(file, channel);
            if (channel.size() > 0) {
                Path run = file.getParent();
                throw new LogException(
                        Fault.UNUSABLE,
                        "%s holds a run already; give another --out, or go on with --resume %s".formatted(run, run));
            }
            return over(file, channel);
        } catch (IOException | LogException e) {
            channel.close();
            throw e;
        }
    }

    /** An empty log in an open file. */
    static ResultLog over(Path file, FileChannel channel) {
        return new ResultLog(file, channel, List.of(), 0);
    }

    private static ResultLog resumed(Path file, FileChannel channel) throws IOException {
        try {
            lock(file, channel);
            LogText text = LogText.read(file);
            if (text.entries().isEmpty()) {
                throw new LogException(
                        Fault.UNUSABLE, file + " holds not one whole line; delete it and start the run anew");
            }
            if (text.torn().length > 0) {
                Files.write(
                        file.resolveSibling("log.torn"),
                        text.torn(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                channel.truncate(text.wholeBytes());
                channel.force(true);
            }
            return new ResultLog(file, channel, text.entries(), text.torn().length);
        } catch (IOException | LogException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(file, e);
        }
        throw inUse(file, new IOException("locked"));
    }

    private static LogException inUse(Path file, Throwable cause) {
        return new LogException(
                Fault.UNUSABLE,
                "%s is in use by another tinyrig; wait for it or give another --out".formatted(file),
                cause);
    }

    /** Returns when the entry is on disk; safe to call from many threads. */
    public synchronized void append(Entry entry) {
        if (entries.isEmpty() != entry instanceof Entry.Started) {
            throw new IllegalArgumentException("a log has one run entry, its first, not " + entry);
        }
        ByteBuffer line = ByteBuffer.wrap(EntryJson.write(entry));
        try {
            long end = channel.size();
            writeAt(end, line);
            channel.force(false);
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
        entries.add(entry);
    }

    /** A line is written whole or, as far as the file system lets us, not at all. */
    private void writeAt(long end, ByteBuffer line) throws IOException {
        try {
            while (line.hasRemaining()) {
                channel.write(line, end + line.position());
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.truncate(end);
            }
            throw e;
        }
    }

    /** Everything in the log so far. */
    public synchronized Journal journal() {
        return new Journal(entries);
    }

    public Path file() {
        return file;
    }

    /** Bytes of a torn last line that were cut off when the run was resumed. */
    public long tornBytes() {
        return tornBytes;
    }

    /** Gives the log free for others; what is appended afterwards fails. */
    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }
}
