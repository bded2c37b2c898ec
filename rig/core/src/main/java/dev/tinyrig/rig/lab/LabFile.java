package dev.tinyrig.rig.lab;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lab as {@code lab.yaml} describes it.
 *
 * @param folder where the file lies; leases and records are kept in its sub-folder {@value #STATE}
 * @param boards in the order of the file
 * @param wearBudget erases of one flash sector after which a board is no longer lent
 * @param uhubctl the program that switches hub ports
 */
public record LabFile(Path folder, List<Board> boards, long wearBudget, String uhubctl) {
    static final String STATE = ".tinyrig-lab";

    /** The endurance that ST guarantees: 10,000 cycles (datasheets, flash memory endurance). */
    static final long ENDURANCE = 10_000;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    public LabFile {
        boards = List.copyOf(boards);
    }

    /**
     * The lab that a file describes.
     *
     * @throws LabException if the file cannot be read, or a line for each mistake in it
     */
    public static LabFile read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return parse(Files.readString(absolute), absolute, Targets.load());
        } catch (NoSuchFileException e) {
            throw new LabException(
                    "%s does not exist: write it, begin with 'tinyrig lab scan', or start 'tinyrig lab virtual'"
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new LabException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    static LabFile parse(String text, Path file, Targets targets) {
        LabFileReader reader = new LabFileReader(targets);
        LabFile lab = reader.lab(
                tree(text, file), Optional.ofNullable(file.getParent()).orElse(Path.of("")));
        if (!reader.mistakes().isEmpty()) {
            throw new LabException(reader.mistakes().stream()
                    .map(mistake -> "%s: %s".formatted(file.getFileName(), mistake))
                    .collect(Collectors.joining("\n")));
        }
        return lab;
    }

    private static JsonNode tree(String text, Path file) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String what =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new LabException(
                    "%s: line %d: this is not YAML: %s"
                            .formatted(
                                    file.getFileName(),
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    what),
                    e);
        }
    }

    /** The board that the user calls so. */
    public Board board(String id) {
        return boards.stream()
                .filter(board -> board.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new LabException("unknown board '%s'; known are %s"
                        .formatted(id, boards.stream().map(Board::id).collect(Collectors.joining(", ")))));
    }

    /** The same lab with only the boards that have this tag. */
    public LabFile tagged(String tag) {
        List<Board> chosen =
                boards.stream().filter(board -> board.tags().contains(tag)).toList();
        return new LabFile(folder, chosen, wearBudget, uhubctl);
    }

    /** Where the processes that share the lab agree. */
    public Path state() {
        return folder.resolve(STATE);
    }
}
