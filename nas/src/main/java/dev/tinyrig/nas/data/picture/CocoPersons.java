package dev.tinyrig.nas.data.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.nas.data.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Visual Wake Words made from Microsoft COCO 2014 or 2017, as arXiv 1906.05721 and its scripts do: a picture shows a
 * person if one is annotated whose {@code area} is above 0.5 % of the picture's.
 *
 * <p>The folder holds COCO's {@code annotations/instances_trainYEAR.json} and {@code instances_valYEAR.json} and the
 * pictures in {@code trainYEAR} and {@code valYEAR}. With {@code annotations/mscoco_minival_ids.txt}, a picture id a
 * line, these are the test part and all others train; without, COCO's validation pictures are the test part.
 */
final class CocoPersons {
    private static final double SMALLEST_AREA = 0.005;
    private static final String PERSON = "person";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    private CocoPersons(Path folder) {
        this.folder = folder;
    }

    static boolean isOne(Path folder) {
        return year(folder).isPresent();
    }

    private static Optional<String> year(Path folder) {
        return Stream.of("2017", "2014")
                .filter(year -> Files.exists(annotations(folder).resolve("instances_train%s.json".formatted(year))))
                .findFirst();
    }

    private static Path annotations(Path folder) {
        return folder.resolve("annotations");
    }

    /** Labels are those of {@link VisualWakeWords}. */
    static Parts<Picture> parts(Path folder) {
        CocoPersons coco = new CocoPersons(folder);
        String year = year(folder).orElseThrow();
        List<Labelled> training = coco.labelled("train" + year);
        List<Labelled> validation = coco.labelled("val" + year);
        Optional<Set<Long>> minival = coco.minival();
        if (minival.isEmpty()) {
            return new Parts<>(pictures(training.stream()), List.of(), pictures(validation.stream()));
        }
        Set<Long> ids = minival.get();
        return new Parts<>(
                pictures(
                        Stream.concat(training.stream(), validation.stream()).filter(each -> !ids.contains(each.id()))),
                List.of(),
                pictures(
                        Stream.concat(training.stream(), validation.stream()).filter(each -> ids.contains(each.id()))));
    }

    private record Labelled(long id, Picture picture) {}

    private static List<Picture> pictures(Stream<Labelled> labelled) {
        return labelled.map(Labelled::picture).toList();
    }

    private Optional<Set<Long>> minival() {
        Path list = annotations(folder).resolve("mscoco_minival_ids.txt");
        if (!Files.exists(list)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(list)) {
            return Optional.of(lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .collect(Collectors.toSet()));
        } catch (IOException | NumberFormatException e) {
            throw new DataException("cannot read picture ids from %s: %s".formatted(list, e.getMessage()), e);
        }
    }

    private List<Labelled> labelled(String part) {
        Path file = annotations(folder).resolve("instances_%s.json".formatted(part));
        Instances instances = new Instances();
        try (JsonParser parser = new JsonFactory().setCodec(MAPPER).createParser(file.toFile())) {
            instances.read(parser);
        } catch (IOException e) {
            throw new DataException(
                    "cannot read %s (%s); unpack COCO's annotations again".formatted(file, e.getMessage()), e);
        }
        return instances.labelled(part);
    }

    /** What one file of annotations says; these files have hundreds of megabytes, of which little is kept. */
    private final class Instances {
        private final Map<Long, JsonNode> images = new HashMap<>();
        private final Map<Long, Double> largest = new HashMap<>();
        private final List<JsonNode> persons = new ArrayList<>();

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    switch (String.valueOf(parser.currentName())) {
                        case "images" ->
                            forEach(parser, image -> images.put(image.path("id").asLong(), image));
                        case "categories" -> forEach(parser, this::category);
                        case "annotations" -> forEach(parser, this::annotation);
                        default -> parser.skipChildren();
                    }
                }
            }
        }

        private static void forEach(JsonParser parser, Consumer<JsonNode> item) throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                item.accept(parser.readValueAsTree());
            }
        }

        private void category(JsonNode category) {
            if (category.path("name").asText().equals(PERSON)) {
                persons.add(category.path("id"));
            }
        }

        /** Kept by category, since the categories come last in the file. */
        private void annotation(JsonNode annotation) {
            long key = annotation.path("image_id").asLong() << 16
                    | annotation.path("category_id").asLong();
            largest.merge(key, annotation.path("area").asDouble(), Math::max);
        }

        List<Labelled> labelled(String part) {
            return images.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new Labelled(entry.getKey(), picture(part, entry.getKey(), entry.getValue())))
                    .toList();
        }

        private Picture picture(String part, long id, JsonNode image) {
            double area = image.path("width").asDouble() * image.path("height").asDouble();
            boolean shown = persons.stream()
                    .map(person -> largest.getOrDefault(id << 16 | person.asLong(), 0.0))
                    .anyMatch(personArea -> personArea > SMALLEST_AREA * area);
            String name = part + "/" + image.path("file_name").asText();
            return new Picture(name, shown ? VisualWakeWords.PERSON : VisualWakeWords.NO_PERSON, folder.resolve(name));
        }
    }
}
