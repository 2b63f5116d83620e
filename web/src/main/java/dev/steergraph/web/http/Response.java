package dev.steergraph.web.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.List;
import java.util.Optional;

/**
 * What a route answers if all is well.
 *
 * @param status the HTTP status
 * @param description one line
 * @param json what the body is, where it is JSON
 * @param files media types of the files that the body may be besides
 * @param lines what each {@link Line} may be, where it is sent line by line
 */
public record Response(
        int status, String description, Optional<JavaType> json, List<String> files, List<JavaType> lines) {

    public Response {
        files = List.copyOf(files);
        lines = List.copyOf(lines);
    }

    private Response(int status, String description, Optional<JavaType> json, List<String> files) {
        this(status, description, json, files, List.of());
    }

    static Response json(Class<?> type) {
        return new Response(
                200, "Found", Optional.of(TypeFactory.defaultInstance().constructType(type)), List.of());
    }

    static Response pageOf(Class<?> item) {
        return new Response(
                200,
                "Found",
                Optional.of(TypeFactory.defaultInstance().constructParametricType(Page.class, item)),
                List.of());
    }

    static Response file(String description, List<String> mediaTypes) {
        return new Response(200, description, Optional.empty(), mediaTypes);
    }

    static Response nothing(String description) {
        return new Response(204, description, Optional.empty(), List.of());
    }

    static Response lines(String description, List<Class<?>> kinds) {
        return new Response(
                200,
                description,
                Optional.empty(),
                List.of(),
                kinds.stream()
                        .map(kind -> TypeFactory.defaultInstance().constructParametricType(Line.class, kind))
                        .toList());
    }

    Response andFiles(List<String> mediaTypes) {
        return new Response(status, description, json, mediaTypes);
    }
}
