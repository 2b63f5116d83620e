package dev.steergraph.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTextTest {

    @Test
    void bytesArePutTogetherToCharacters() {
        TokenText text = TokenText.of(new String[] {"a", "Ġthe", "Ċ"});
        assertThat(text).isEqualTo(TokenText.BYTES);
        assertThat(text.of("Ġthe")).isEqualTo(" the");
        assertThat(text.of("Ċ")).isEqualTo("\n");
        assertThat(text.of("cafÃ©")).isEqualTo("café");
        assertThat(text.of("Ã")).isEqualTo("\uFFFD");
        assertThat(text.of("<|endoftext|>")).isEqualTo("<|endoftext|>");
    }

    @Test
    void theOtherMarksAreSpacesOrNone() throws java.io.IOException {
        TokenText pieces = TokenText.of(new String[] {"<unk>", "▁the"});
        assertThat(pieces.of("▁the")).isEqualTo(" the");
        assertThat(pieces.of("<0x0A>")).isEqualTo("\n");
        TokenText words = TokenText.of(new String[] {"[PAD]", "the", "##ing"});
        assertThat(words.of("##ing") + words.of("the")).isEqualTo("ing the");
        Vocabulary miniLm = Vocabulary.parse(MiniLmTokenizer.json());
        assertThat(miniLm.text(1996)).isEqualTo(" the");
        assertThat(miniLm.padding()).isZero();
    }
}
