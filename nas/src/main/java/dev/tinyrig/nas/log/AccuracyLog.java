package dev.tinyrig.nas.log;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tinyrig.rig.accuracy.Spread;
import dev.tinyrig.rig.accuracy.Trial;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** The append-only record of comparisons with silicon: one JSON line for each start, image and core. */
public final class AccuracyLog implements AutoCloseable {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path file;
    private final BufferedWriter lines;

    private AccuracyLog(Path file, BufferedWriter lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Appends to the log of a folder, making it where it is not there. */
    public static AccuracyLog append(Path folder) {
        Path file = folder.resolve(ResultLog.FILE);
        try {
            Files.createDirectories(folder);
            return new AccuracyLog(
                    file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
    private sealed interface Line {}

    @JsonTypeName("started")
    private record Started(Instant at, String version, String commit, List<String> commandLine, Provenance.Host host)
            implements Line {}

    @JsonTypeName("image")
    private record Image(Trial.Result result) implements Line {}

    @JsonTypeName("core")
    private record Core(Spread spread) implements Line {}

    /** What made the lines that follow. */
    public void start(Instant at, String version, String commit, List<String> commandLine, Provenance.Host host) {
        write(new Started(at, version, commit, commandLine, host));
    }

    public void add(Trial.Result result) {
        write(new Image(result));
    }

    public void add(Spread spread) {
        write(new Core(spread));
    }

    private void write(Line line) {
        try {
            lines.write(MAPPER.writerFor(Line.class).writeValueAsString(line));
            lines.newLine();
            lines.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line that JSON cannot express: " + line, e);
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw LogException.unwritable(file, e);
        }
    }
}
