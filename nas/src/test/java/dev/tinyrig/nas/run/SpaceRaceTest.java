package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.search.Limits;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
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
        assertThat(tight.space().orElseThrow()).matches("w[01]\\.[0-9]@((25|49|98)x(10|20)|mel(25|49|98)x(20|40))");
        assertThat(resolved("best", new Limits(5, 10, 64))).isEqualTo(tight);
    }

    @Test
    void aNameThatALogKeepsChoosesNothingAgain() {
        Request named = request("w0.6@mel49x40", new Limits(15, 16, 96));

        assertThat(SpaceRace.resolved(named, 1, new SilentProgress())).isEqualTo(named);
        assertThat(Task.recipe(named).space().name()).isEqualTo("keywords-quick-mel49x40-w0.6");
    }

    @Test
    void aRandomSpaceIsAnyOfThemAsTheSeedHasIt() {
        Request one = resolved("random-space", new Limits(15, 16, 96));

        assertThat(one).isEqualTo(resolved("random-space", new Limits(15, 16, 96)));
        assertThat(SpaceRace.spaces(request("searched", new Limits(15, 16, 96))))
                .hasSize(108);
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
    void logMelSpacesDifferInTheInputAndTheFirstConvolutionAlone() {
        SearchSpace searched = KeywordSpaces.quick();
        NetworkPlan coefficients = plan(searched);
        NetworkPlan bands = plan(SpaceChoice.named("searched@mel49x20").of(searched));
        NetworkPlan twiceAsMany = plan(SpaceChoice.named("searched@mel49x40").of(searched));

        assertThat(bands.input().shape()).hasToString("49x20x1");
        assertThat(bands.stem()).isEqualTo(new NetworkPlan.Stem(24, 5, 4, 2, 4));
        assertThat(bands.blocks()).isEqualTo(coefficients.blocks());
        assertThat(bands.macs()).isEqualTo(coefficients.macs());
        assertThat(twiceAsMany.input().shape()).hasToString("49x40x1");
        assertThat(twiceAsMany.macs())
                .isEqualTo(
                        plan(SpaceChoice.named("searched@49x20").of(searched)).macs());
        assertThat(SpaceChoice.named("searched@mel49x40").of(searched).size()).isEqualTo(searched.size());
        assertThat(plan(SpaceChoice.named("proxyless@mel49x40").of(searched)).stem())
                .isEqualTo(new NetworkPlan.Stem(8, 5, 4, 2, 4));
    }

    private static NetworkPlan plan(SearchSpace space) {
        return space.plan(space.largest());
    }

    @Test
    void namesThatMeanNothingAreRefused() {
        SearchSpace searched = KeywordSpaces.quick();

        assertThatThrownBy(() -> SpaceChoice.named("wide")).hasMessageContaining("unknown space 'wide'");
        assertThatThrownBy(() -> SpaceChoice.named("searched@64").of(searched))
                .hasMessage("'64' is no input of this task: give such as 49x10 (frames x mel cepstral coefficients)"
                        + " or mel49x40 (frames x log-mel bands)");
        assertThatThrownBy(() -> SpaceChoice.named("searched@mfcc49x10").of(searched))
                .hasMessageContaining("'mfcc49x10' is no input of this task: give such as 49x10");
        assertThatThrownBy(() -> SpaceChoice.named("searched@mel49x80").of(searched))
                .hasMessage("80 bands are not within 1..40");
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
                Optional.empty(),
                Optional.empty());
    }
}
