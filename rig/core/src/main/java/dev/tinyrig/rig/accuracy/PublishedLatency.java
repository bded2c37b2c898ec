package dev.tinyrig.rig.accuracy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tinyrig.rig.target.MemoryTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What somebody published of an image on silicon.
 *
 * @param image its path below the folder of the checkouts
 * @param target the name of the target that it runs on
 * @param banks how the option bytes of the board arranged its flash
 * @param input what it infers on, such as {@code int8:490}
 * @param publishedMs milliseconds of one inference
 * @param source where that is published
 */
public record PublishedLatency(
        String image,
        String target,
        MemoryTiming.Banks banks,
        String input,
        @JsonProperty("published_ms") double publishedMs,
        String source) {
    public PublishedLatency {
        if (!(publishedMs > 0)) {
            throw new AccuracyException("%s: a latency of %s ms".formatted(image, publishedMs));
        }
    }

    /**
     * All of a list: CSV with a line of names.
     *
     * @throws AccuracyException if it cannot be read
     */
    public static List<PublishedLatency> readAll(Path csv) {
        CsvMapper mapper = CsvMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<PublishedLatency> rows =
                mapper.readerFor(PublishedLatency.class).with(header).readValues(Files.newBufferedReader(csv))) {
            return List.copyOf(rows.readAll());
        } catch (IOException e) {
            throw new AccuracyException("%s is no list of published latencies: %s".formatted(csv, firstLine(e)), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
