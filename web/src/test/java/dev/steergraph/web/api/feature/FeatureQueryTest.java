package dev.steergraph.web.api.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureQueryTest {

    @Test
    void operatorsAndWordsStandInAnyOrder() {
        FeatureQuery query = FeatureQuery.parse(
                "layer:3-5 river  density:<1% lake category:\"noun animal\" community:7 site:MLP_out set:res-16k");
        assertThat(query.words()).matches("river +lake");
        assertThat(query.layer()).isEqualTo(new Range(Optional.of(3.0), Optional.of(5.0)));
        assertThat(query.density()).isEqualTo(new Range(Optional.empty(), Optional.of(0.01)));
        assertThat(query.category()).contains("noun animal");
        assertThat(query.community()).contains(7);
        assertThat(query.site()).contains("mlp_out");
        assertThat(query.set()).contains("res-16k");
    }

    @Test
    void whatIsNoOperatorIsAWord() {
        FeatureQuery query = FeatureQuery.parse("https://example.org time:12 sublayer:3");
        assertThat(query.words()).isEqualTo("https://example.org time:12 sublayer:3");
        assertThat(query.layer()).isEqualTo(Range.ALL);
        assertThat(FeatureQuery.parse("layer:3").hasNoWords()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "<0.5, , 0.5",
        "<=0.5, , 0.5",
        ">10%, 0.1, ",
        "0.1%-1%, 0.001, 0.01",
        "0.1..0.2, 0.1, 0.2",
        "1e-3-1e-2, 0.001, 0.01",
        "0.25, 0.25, 0.25"
    })
    void rangesAreWrittenInSeveralWays(String text, Double from, Double to) {
        assertThat(FeatureQuery.parse("density:" + text).density())
                .isEqualTo(new Range(Optional.ofNullable(from), Optional.ofNullable(to)));
    }

    @ParameterizedTest
    @CsvSource({
        "layer:high, layer: takes numbers",
        "density:, density: takes numbers",
        "density:1%-, density: takes numbers",
        "community:big, community: takes a community's number",
        "site:nowhere, site: takes one of",
        "layer:1 layer:2, layer: is given twice"
    })
    void mistakesAreTold(String text, String sentence) {
        assertThatThrownBy(() -> FeatureQuery.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }
}
