SELECT f, celsius(f) AS c, first_word(line) AS word
FROM (VALUES (1, 32e0, 'to be'), (2, 212e0, ' '), (3, NULL, NULL)) AS t (id, f, line)
ORDER BY id
