package dev.steergraph.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private final List<Thing> made = new ArrayList<>();
    private final Shelf shelf = new Shelf(1);

    private static final class Thing implements Closeable {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Shelf.Key<Thing> key(String of) {
        return new Shelf.Key<>(Thing.class, of);
    }

    private Thing make() {
        Thing thing = new Thing();
        made.add(thing);
        return thing;
    }

    private Thing used(Shelf from, String key) throws IOException {
        List<Thing> used = new ArrayList<>();
        from.with(key(key), this::make, thing -> {
            assertThat(thing.closed).isFalse();
            used.add(thing);
        });
        return used.get(0);
    }

    @Test
    void whatNobodyUsesIsUsedAgain() throws IOException {
        Thing first = used(shelf, "model");
        assertThat(used(shelf, "model")).isSameAs(first);
        assertThat(made).hasSize(1);
        assertThat(first.closed).isFalse();
    }

    @Test
    void whatThereIsNoRoomForIsClosed() throws IOException {
        Thing model = used(shelf, "model");
        Thing other = used(shelf, "other");
        assertThat(model.closed).isTrue();
        assertThat(other.closed).isFalse();
        assertThat(used(shelf, "model")).isNotSameAs(model);
    }

    @Test
    void twoUsersHaveTwo() throws IOException {
        shelf.with(key("model"), this::make, outer -> assertThat(used(shelf, "model"))
                .isNotSameAs(outer));
        assertThat(made).hasSize(2);
        assertThat(made).extracting(thing -> thing.closed).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void afterAFailureItIsClosed() {
        assertThatThrownBy(() -> shelf.with(key("model"), this::make, thing -> {
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");
        assertThat(made).extracting(thing -> thing.closed).containsExactly(true);
    }

    @Test
    void closingClosesWhatNobodyUsesAndTheRestWhenItsUseEnds() throws IOException {
        Thing idle = used(shelf, "idle");
        shelf.with(key("model"), this::make, thing -> {
            shelf.close();
            assertThat(idle.closed).isTrue();
            assertThat(thing.closed).isFalse();
        });
        assertThat(made.get(1).closed).isTrue();
    }

    @Test
    void oneWithoutRoomKeepsNothing() throws IOException {
        assertThat(used(Shelf.none(), "model").closed).isTrue();
        Shelf none = Shelf.none();
        Shelf.Key<String> name = new Shelf.Key<>(String.class, "name");
        assertThat(none.value(name, () -> "a")).isEqualTo("a");
        assertThat(none.value(name, () -> "b")).isEqualTo("b");
    }

    @Test
    void aValueIsMadeOnce() throws IOException {
        Shelf.Key<String> name = new Shelf.Key<>(String.class, "name");
        assertThat(shelf.value(name, () -> "a")).isEqualTo("a");
        assertThat(shelf.value(name, () -> "b")).isEqualTo("a");
    }

    @Test
    void ofTwoWhoMakeAValueAtOnceBothHaveTheFirst() throws IOException {
        Shelf.Key<String> name = new Shelf.Key<>(String.class, "name");
        assertThat(shelf.value(name, () -> shelf.value(name, () -> "first") + " is late"))
                .isEqualTo("first");
    }
}
