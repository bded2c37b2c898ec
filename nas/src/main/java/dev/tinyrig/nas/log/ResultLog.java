package dev.tinyrig.nas.log;

import dev.tinyrig.nas.log.LogException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private final Path folder;
    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries;
    private final long tornBytes;

    private ResultLog(Path folder, FileChannel channel, List<Entry> entries, long tornBytes) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
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
            return locked(run, channel, ResultLog::empty);
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
            return locked(run, FileChannel.open(file, StandardOpenOption.WRITE), ResultLog::whole);
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

    /** An empty log in an open file. */
    static ResultLog over(Path run, FileChannel channel) {
        return new ResultLog(run, channel, List.of(), 0);
    }

    private interface Opening {
        ResultLog open(Path run, FileChannel channel) throws IOException;
    }

    private static ResultLog locked(Path run, FileChannel channel, Opening opening) throws IOException {
        try {
            lock(run, channel);
            return opening.open(run, channel);
        } catch (IOException | LogException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path run, FileChannel channel) throws IOException {
        boolean ours;
        try {
            ours = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            ours = false;
        }
        if (!ours) {
            throw new LogException(
                    Fault.UNUSABLE,
                    "%s is in use by another tinyrig; wait for it or give another --out".formatted(run.resolve(FILE)));
        }
    }

    private static ResultLog empty(Path run, FileChannel channel) throws IOException {
        if (channel.size() > 0) {
            throw new LogException(
                    Fault.UNUSABLE,
                    "%s holds a run already; give another --out, or go on with --resume %s".formatted(run, run));
        }
        return over(run, channel);
    }

    private static ResultLog whole(Path run, FileChannel channel) throws IOException {
        Path file = run.resolve(FILE);
        LogText text = LogText.read(file);
        if (text.entries().isEmpty()) {
            throw new LogException(
                    Fault.UNUSABLE, file + " holds not one whole line; delete it and start the run anew");
        }
        if (text.torn().length > 0) {
            Path aside = run.resolve("log.torn");
            Files.write(aside, text.torn(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            channel.truncate(text.wholeBytes());
            channel.force(true);
        }
        return new ResultLog(run, channel, text.entries(), text.torn().length);
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

    /** Appends the last entry and closes, so that no other thread's entry follows. */
    public synchronized void end(Entry last) {
        append(last);
        close();
    }

    /** Everything in the log so far. */
    public synchronized Journal journal() {
        return new Journal(entries);
    }

    /** The folder of the run. */
    public Path folder() {
        return folder;
    }

    /** Bytes of a torn last line that were cut off when the run was resumed. */
    public long tornBytes() {
        return tornBytes;
    }

    /** Gives the log free for others; what is appended afterwards fails. A log without entries leaves nothing behind. */
    @Override
    public synchronized void close() {
        try {
            if (channel.isOpen() && entries.isEmpty()) {
                Files.deleteIfExists(file);
                deleteIfEmpty(folder);
            }
            channel.close();
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Somebody else's, or gone already.
            return;
        }
    }
}
