package dev.steergraph.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 1_000_000})
    void aPositionIsReadAsItWasWritten(int position) {
        assertThat(Cursor.parse(Cursor.at(position))).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "c7", "", "%%"})
    void anythingElseIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.parse(cursor))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cursor");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_001, 99_999_999})
    void aPositionOutOfReachIsRefused(int position) {
        assertThatThrownBy(() -> Cursor.parse(Cursor.at(position))).isInstanceOf(UserError.class);
    }
}
