package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.PictureSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpaceRaceTest {
    @Test
    void moreMemoryAndTimeChooseAWiderSpaceOrMoreFeatures() {
        Request tight = resolved("best", new Limits(5, 10, 64));
        Request loose = resolved("best", new Limits(200, 96, 512));

        assertThat(tight.space()).isNotEqualTo(loose.space());
        assertThat(largest(loose)).isGreaterThan(2 * largest(tight));
    }

    @Test
    void theChoiceIsANameThatALogKeepsAndTheNextRunUnderstands() {
        Request chosen = resolved("best", new Limits(15, 16, 96));

        assertThat(chosen.space().orElseThrow()).matches("w0\\.[0-9]@(25|49|98)x(10|20)|w1\\.0@(25|49|98)x(10|20)");
        assertThat(SpaceRace.resolved(chosen, 1, new SilentProgress())).isEqualTo(chosen);
        assertThat(resolved("best", new Limits(15, 16, 96))).isEqualTo(chosen);
    }

    @Test
    void aRandomSpaceIsAnyOfThemAsTheSeedHasIt() {
        Request one = resolved("random-space", new Limits(15, 16, 96));

        assertThat(one).isEqualTo(resolved("random-space", new Limits(15, 16, 96)));
        assertThat(SpaceRace.spaces(request("searched", new Limits(15, 16, 96))))
                .hasSize(54);
    }

    @Test
    void namesJoinAKindOrAWidthWithAnInput() {
        SearchSpace searched = KeywordSpaces.quick();

        assertThat(SpaceChoice.named("searched").of(searched)).isSameAs(searched);
        assertThat(SpaceChoice.named("searched@49x10").of(searched)).isEqualTo(searched);
        assertThat(SpaceChoice.named("w0.6@25x20").of(searched))
                .matches(space -> space.widths().equals(List.of(0.6))
                        && space.input().shape().height() == 25
                        && space.input().shape().width() == 20);
        assertThat(SpaceChoice.named("mobilenetv2@64")
                        .of(PictureSpaces.mobile(48, 2))
                        .input()
                        .shape()
                        .height())
                .isEqualTo(64);
        assertThat(SpaceChoice.named("huge").of(searched).size()).isGreaterThan(searched.size());
    }

    @Test
    void namesThatMeanNothingAreRefused() {
        SearchSpace searched = KeywordSpaces.quick();

        assertThatThrownBy(() -> SpaceChoice.named("wide")).hasMessageContaining("unknown space 'wide'");
        assertThatThrownBy(() -> SpaceChoice.named("searched@64").of(searched))
                .hasMessage("'64' is no input of this task: give such as 49x10");
        assertThatThrownBy(() -> SpaceChoice.named("searched@50x10").of(searched))
                .hasMessage("there are no features of 50 frames; there are of [25, 49, 98]");
    }

    private static Request resolved(String space, Limits limits) {
        return SpaceRace.resolved(request(space, limits), 2, new SilentProgress());
    }

    private static long largest(Request request) {
        SearchSpace space = Task.recipe(request).space();
        return space.plan(space.largest()).macs();
    }

    private static Request request(String space, Limits limits) {
        return new Request(
                "speech-commands",
                "quick",
                "stm32f746",
                "sim",
                limits,
                1,
                Optional.of(space),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
