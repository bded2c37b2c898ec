package dev.tinyrig.nas.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tinyrig.nas.log.LogException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a log file holds: whole lines, and perhaps the start of one that a kill or a power cut tore.
 *
 * @param entries empty where not even the first line is whole
 * @param wholeBytes length of all whole lines
 * @param torn what follows the last newline
 */
@SuppressWarnings("ArrayRecordComponent")
record LogText(List<Entry> entries, long wholeBytes, byte[] torn) {
    static LogText read(Path file) {
        byte[] content = bytes(file);
        int whole = content.length;
        while (whole > 0 && content[whole - 1] != '\n') {
            whole--;
        }
        return new LogText(
                entries(file, new String(content, 0, whole, StandardCharsets.UTF_8)),
                whole,
                Arrays.copyOfRange(content, whole, content.length));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new LogException(
                    Fault.UNUSABLE, "there is no run: %s does not exist; give the folder of a run".formatted(file), e);
        } catch (IOException e) {
            throw new LogException(Fault.UNUSABLE, "cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<Entry> entries(Path file, String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                entries.add(EntryJson.read(line));
            } catch (JsonProcessingException e) {
                throw new LogException(
                        Fault.UNUSABLE,
                        "%s is damaged: line %d is no entry (%s); restore it from a copy, or cut the file before that line"
                                .formatted(file, entries.size() + 1, firstLine(e.getOriginalMessage())),
                        e);
            }
        }
        if (!entries.isEmpty() && !(entries.get(0) instanceof Entry.Started)) {
            throw new LogException(Fault.UNUSABLE, file + " is damaged: its first line is no run entry");
        }
        return entries;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
