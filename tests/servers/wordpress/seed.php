<?php
// A small tool maker's site with known faults: a press kit that is gone, a press page without any way to reach the press.
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Borehole Tools', 'warden', 'warden@borehole.example', true, '', 'pass');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
global $wp_rewrite;
$wp_rewrite->init();
flush_rewrite_rules(false);

function page(string $title, string $content): int {
    return wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title, 'post_content' => $content, 'post_author' => 1]);
}

$social = '<!-- wp:social-links --><ul class="wp-block-social-links">'
    . '<!-- wp:social-link {"url":"https://twitter.com/boreholetools","service":"twitter"} /-->'
    . '<!-- wp:social-link {"url":"https://www.facebook.com/boreholetools","service":"facebook"} /--></ul><!-- /wp:social-links -->';
page('Contact', '<p>Call <a href="tel:+442079460123">+44 20 7946 0123</a> or write to <a href="mailto:support@borehole.example">support@borehole.example</a>.</p>' . $social);
page('Press', '<p>Our press kit: <a href="/media/kit.zip">download</a>. We are on <a href="https://www.flickr.com/photos/boreholetools">Flickr</a>.</p>');
page('Support', '<p>Ask in our <a href="https://forum.borehole.example/">forum</a>, or write to <a href="mailto:help@borehole.example">help@borehole.example</a>.</p>');
page('About', '<p>We have made drills since 1931.</p>');

$post = wp_insert_post(['post_status' => 'publish', 'post_title' => 'A new drill', 'post_content' => '<p>It ships today.</p>', 'post_author' => 1, 'comment_status' => 'open']);
wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'Alice', 'comment_author_email' => 'alice@example.com', 'comment_content' => 'Does it come with a charger?', 'comment_approved' => 1]);
