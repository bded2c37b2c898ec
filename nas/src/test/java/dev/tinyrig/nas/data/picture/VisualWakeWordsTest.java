package dev.tinyrig.nas.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualWakeWordsTest {
    private final Path folder;

    VisualWakeWordsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void takesFoldersOfPersonsAndOthers() throws IOException {
        write(
                folder,
                20,
                "train/person/%d.jpg",
                "train/non_person/%d.png",
                "val/person/%d.jpg",
                "val/non_person/%d.jpeg");
        write(folder, 1, "train/person/notes%d.txt");

        Pictures pictures = VisualWakeWords.open(folder);

        assertThat(pictures.labels()).containsExactly("non_person", "person");
        assertThat(pictures.parts().training()).hasSize(36);
        assertThat(pictures.parts().validation()).hasSize(4).allMatch(each -> each.name()
                .startsWith("train/"));
        assertThat(pictures.parts().test()).hasSize(40).allMatch(each -> each.name()
                .startsWith("val/"));
        assertThat(pictures.parts().stream())
                .allMatch(each -> each.label() == (each.name().contains("/person/") ? 1 : 0));
    }

    @Test
    void keepsTheSameValidationPicturesEveryTime() throws IOException {
        write(folder, 30, "train/person/%d.jpg", "train/non_person/%d.png", "val/person/%d.jpg");

        assertThat(VisualWakeWords.open(folder)).isEqualTo(VisualWakeWords.open(folder));
    }

    @Test
    void joinsTheDataSetsOfSubFolders() throws IOException {
        write(folder.resolve("a"), 2, "train/person/%d.jpg", "train/non_person/%d.png", "val/person/%d.jpg");
        write(folder.resolve("b"), 3, "%d.bin");
        Files.writeString(
                folder.resolve("b/manifest.csv"),
                "file,label,class,part\n0.bin,0,x,calib\n1.bin,1,x,test\n2.bin,1,x,test\n");
        write(folder.resolve("sounds"), 1, "yes/%d.wav");

        Pictures pictures = VisualWakeWords.open(folder);

        assertThat(pictures.parts().training()).hasSize(4);
        assertThat(pictures.parts().validation()).extracting(Picture::name).contains("b/0.bin", "val/person/0.jpg");
        assertThat(pictures.parts().test())
                .extracting(Picture::name, Picture::label)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b/1.bin", 1),
                        org.assertj.core.groups.Tuple.tuple("b/2.bin", 1));
    }

    @Test
    void labelsCocoByTheAreaOfPersons() throws IOException {
        Files.createDirectories(folder.resolve("annotations"));
        String cocoCategories = "\"categories\":[{\"id\":1,\"name\":\"person\"},{\"id\":18,\"name\":\"dog\"}]";
        String images = IntStream.range(0, 20)
                .mapToObj(i -> image(i, "t"))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        Files.writeString(
                folder.resolve("annotations/instances_train2017.json"),
                """
                {"info":{"year":2017},"images":[%s],"annotations":[
                  {"image_id":0,"category_id":1,"area":50.1,"bbox":[0,0,10,10],"segmentation":[[1,2,3]]},
                  {"image_id":1,"category_id":1,"area":50.0},
                  {"image_id":2,"category_id":18,"area":9000},
                  {"image_id":3,"category_id":1,"area":1},{"image_id":3,"category_id":1,"area":600}],%s}
                """
                        .formatted(images, cocoCategories));
        Files.writeString(
                folder.resolve("annotations/instances_val2017.json"),
                "{\"images\":[%s],\"annotations\":[],%s}".formatted(image(100, "v"), cocoCategories));

        Pictures pictures = VisualWakeWords.open(folder);

        assertThat(pictures.parts().size()).isEqualTo(21);
        assertThat(pictures.parts().test()).extracting(Picture::name).containsExactly("val2017/v100.jpg");
        assertThat(pictures.parts().stream().filter(each -> each.label() == VisualWakeWords.PERSON))
                .extracting(Picture::name)
                .containsExactlyInAnyOrder("train2017/t0.jpg", "train2017/t3.jpg");
    }

    @Test
    void minivalListDecidesWhatIsTested() throws IOException {
        labelsCocoByTheAreaOfPersons();
        Files.writeString(folder.resolve("annotations/mscoco_minival_ids.txt"), "3\n7\n");

        Pictures pictures = VisualWakeWords.open(folder);

        assertThat(pictures.parts().test())
                .extracting(Picture::name)
                .containsExactly("train2017/t3.jpg", "train2017/t7.jpg");
        assertThat(pictures.parts().size()).isEqualTo(21);
    }

    @Test
    void saysWhatAFolderShouldHold() {
        assertThatThrownBy(() -> VisualWakeWords.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "has neither annotations/instances_train2017.json nor train/person nor manifest.csv");
        assertThatThrownBy(() -> VisualWakeWords.open(folder.resolve("missing")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void namesTheRowThatIsWrong() throws IOException {
        write(folder, 1, "%d.bin");
        for (String row : List.of("0.bin,2,test", "0.bin,x,test", "0.bin,1,exam", "1.bin,1,test")) {
            Files.writeString(folder.resolve("manifest.csv"), "file,label,part\n" + row + "\n");

            assertThatThrownBy(() -> VisualWakeWords.open(folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("row 2 of " + folder.resolve("manifest.csv"));
        }
    }

    private static String image(int id, String prefix) {
        return "{\"id\":%d,\"file_name\":\"%s%d.jpg\",\"width\":100,\"height\":100}".formatted(id, prefix, id);
    }

    private static void write(Path folder, int count, String... patterns) throws IOException {
        for (String pattern : patterns) {
            for (int i = 0; i < count; i++) {
                Path file = folder.resolve(pattern.formatted(i));
                Files.createDirectories(file.getParent());
                Files.writeString(file, "");
            }
        }
    }
}
