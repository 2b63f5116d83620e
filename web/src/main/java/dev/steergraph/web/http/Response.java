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
 */
public record Response(int status, String description, Optional<JavaType> json, List<String> files) {

    public Response {
        files = List.copyOf(files);
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

    Response andFiles(List<String> mediaTypes) {
        return new Response(status, description, json, mediaTypes);
    }
}
