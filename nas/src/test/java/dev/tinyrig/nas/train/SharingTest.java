package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainingRun.Lesson;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final int SHARDS = 2;

    private final SearchSpace space = KeywordSpaces.tiny();
    private final NetworkPlan largest = space.plan(space.largest());
    private final NetworkPlan smallest = space.plan(space.smallest());

    @Test
    void pathsAreRandomAndUntaught() {
        List<Lesson> lessons = lessons(Sharing.PATHS);

        assertThat(lessons).allSatisfy(lesson -> assertThat(lesson.teachers()).isEmpty());
        assertThat(lessons.stream().map(Lesson::plan).distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void aSandwichIsTheLargestTheSmallestAndTwoBetweenWhomTheLargestTeaches() {
        List<Lesson> lessons = lessons(Sharing.SANDWICH);

        for (int i = 0; i < lessons.size(); i++) {
            Lesson lesson = lessons.get(i);
            assertThat(lesson.teachers().isEmpty()).isEqualTo(i % 4 == 0);
            if (i % 2 == 0) {
                assertThat(lesson.plan()).isEqualTo(i % 4 == 0 ? largest : smallest);
            }
        }
        assertThat(lessons.stream().map(Lesson::plan).distinct()).hasSizeGreaterThan(10);
    }

    private List<Lesson> lessons(Sharing sharing) {
        TrainingRun.Lessons lessons = sharing.lessons(space, SharedWeights.random(largest, 1), SHARDS);
        return IntStream.range(0, 40)
                .mapToObj(i -> lessons.lesson(i / SHARDS, i % SHARDS, new SplittableRandom(i)))
                .toList();
    }
}
