<?php
// A small tool maker's site. Known faults: the page for media enquiries and the press kit are gone, and the press page names no
// way to reach anybody. All else is in order, however WordPress puts it: old addresses it sends on, feeds, a calendar,
// comments under a press page, search and log-in forms on the support page, profiles elsewhere.
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Borehole Tools', 'warden', 'warden@borehole.example', true, '', 'pass');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');

function add(string $type, string $title, string $content, string $comments = 'closed'): int {
    $made = wp_insert_post([
        'post_type' => $type, 'post_status' => 'publish', 'post_title' => $title, 'post_content' => $content,
        'post_author' => 1, 'comment_status' => $comments,
    ], true);
    if (is_wp_error($made)) {
        fwrite(STDERR, $made->get_error_message() . "\n");
        exit(1);
    }
    return $made;
}

$social = '<!-- wp:social-links --><ul class="wp-block-social-links">'
    . '<!-- wp:social-link {"url":"https://twitter.com/boreholetools","service":"twitter"} /-->'
    . '<!-- wp:social-link {"url":"https://www.facebook.com/boreholetools","service":"facebook"} /--></ul><!-- /wp:social-links -->';
$post = add('post', 'A new drill', '<p>It ships today.</p>', 'open');
wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'Alice', 'comment_author_email' => 'alice@example.com', 'comment_content' => 'Does it come with a charger?', 'comment_approved' => 1]);

add('page', 'Contact', '<p>Call <a href="tel:+442079460123">+44 20 7946 0123</a> or write to <a href="mailto:support@borehole.example">support@borehole.example</a>.</p>' . $social);
add('page', 'Press', '<p>Our press kit: <a href="/media/kit.zip">download</a>. Last said: <a href="/?p=' . $post . '">a new drill</a>, by <a href="/feed/">feed</a> too.'
    . ' We are on <a href="https://www.flickr.com/photos/boreholetools">Flickr</a>.</p>', 'open');
add('page', 'Support', '<p>Ask in our <a href="https://forum.borehole.example/">forum</a>, or write to <a href="mailto:help@borehole.example">help@borehole.example</a>.</p>'
    . '<!-- wp:search {"label":"Search"} /--><!-- wp:loginout {"displayLoginAsForm":true} /--><p>Staff: <a href="/wp-login.php">log in</a>.</p>');
add('page', 'About', '<p>We have made drills since 1931. <a href="/media-enquiries/">Media enquiries</a>, <a href="/cont/">Contact</a>.</p><!-- wp:calendar /--><!-- wp:archives /-->');

// Made anew with the first visit: here they would lack the rules of categories and tags.
delete_option('rewrite_rules');
