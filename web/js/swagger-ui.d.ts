// A global of the library's script.
declare const SwaggerUIBundle: any;
