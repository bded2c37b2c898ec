package dev.tinyrig.nas.data.picture;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Pictures beside a {@code manifest.csv} with the columns {@code file}, {@code label} (a number) and {@code part}: train,
 * test, or val or calib, which both validate.
 */
final class ListedPictures {
    private static final String MANIFEST = "manifest.csv";
    private static final Set<String> COLUMNS = Set.of("file", "label", "part");
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Path folder;
    private final int classes;
    private final List<Picture> training = new ArrayList<>();
    private final List<Picture> validation = new ArrayList<>();
    private final List<Picture> test = new ArrayList<>();

    private ListedPictures(Path folder, int classes) {
        this.folder = folder;
        this.classes = classes;
    }

    static boolean isOne(Path folder) {
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            return false;
        }
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(manifest), FORMAT)) {
            return rows.getHeaderNames().containsAll(COLUMNS);
        } catch (IOException e) {
            throw unreadable(manifest, e);
        }
    }

    static Parts<Picture> parts(Path folder, int classes) {
        Path manifest = folder.resolve(MANIFEST);
        ListedPictures pictures = new ListedPictures(folder, classes);
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(manifest), FORMAT)) {
            rows.forEach(pictures::add);
        } catch (IOException e) {
            throw unreadable(manifest, e);
        }
        return new Parts<>(pictures.training, pictures.validation, pictures.test);
    }

    private static DataException unreadable(Path manifest, IOException e) {
        return new DataException("cannot read %s: %s".formatted(manifest, e.getMessage()), e);
    }

    private void add(CSVRecord row) {
        Path file = folder.resolve(row.get("file"));
        if (!Files.isRegularFile(file)) {
            throw broken(row, "names %s, which is not there".formatted(file));
        }
        part(row).add(new Picture(folder.getFileName() + "/" + row.get("file"), label(row), file));
    }

    private int label(CSVRecord row) {
        String label = row.get("label");
        if (!label.matches("\\d{1,5}") || Integer.parseInt(label) >= classes) {
            throw broken(row, "has label %s, not a number from 0 to %d".formatted(label, classes - 1));
        }
        return Integer.parseInt(label);
    }

    private List<Picture> part(CSVRecord row) {
        return switch (row.get("part")) {
            case "train" -> training;
            case "val", "calib" -> validation;
            case "test" -> test;
            default -> throw broken(row, "has part '%s', not train, val, calib or test".formatted(row.get("part")));
        };
    }

    private DataException broken(CSVRecord row, String what) {
        return new DataException(
                "row %d of %s %s".formatted(row.getRecordNumber() + 1, folder.resolve(MANIFEST), what));
    }
}
